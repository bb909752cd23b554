package dev.twospeed.glue.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Rows cut into consecutive blocks of about equal numbers of interactions, shipped to the executors once and worked on
 * in parallel as often as needed. The cut depends on the data alone and results come back in its order, so that they do
 * not depend on the number of cores.
 */
final class Blocks implements AutoCloseable {
    private static final int ENTRIES_PER_BLOCK = 100_000;
    private static final int MIN_BLOCKS = 4;
    /** Below this many interactions, starting a Spark job takes longer than its work; results are the same. */
    static final int ENTRIES_WORTH_A_JOB = 200_000;

    private final JavaSparkContext context;
    private final Broadcast<ArrayList<Block>> blocks;
    private final List<Integer> numbers;
    private final boolean worthAJob;

    /**
     * Some consecutive rows.
     *
     * @param first index of the first of them among all rows
     */
    record Block(int first, SparseRows rows) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Work on one block; shipped to executors. */
    interface Work<R> extends Function<Block, R>, Serializable {}

    /**
     * Cuts rows into blocks.
     *
     * @param entriesWorthAJob from how many interactions on work is a Spark job and not done in the driver
     */
    Blocks(JavaSparkContext context, SparseRows rows, int entriesWorthAJob) {
        this.context = context;
        ArrayList<Block> cut = cut(rows);
        this.blocks = context.broadcast(cut);
        this.worthAJob = rows.entries() >= entriesWorthAJob;
        this.numbers = new ArrayList<>();
        for (int i = 0; i < cut.size(); i++) {
            numbers.add(i);
        }
    }

    /** Does the work on all blocks; results in order of the blocks. */
    <R> List<R> map(Work<R> work) {
        if (!worthAJob) {
            return blocks.value().parallelStream().map(work).toList();
        }
        Broadcast<ArrayList<Block>> shipped = blocks;
        return context.parallelize(numbers, numbers.size())
                .map(number -> work.apply(shipped.value().get(number)))
                .collect();
    }

    @Override
    public void close() {
        blocks.destroy();
    }

    private static ArrayList<Block> cut(SparseRows rows) {
        // A row costs something even when it is empty, hence its 1.
        int perBlock = Math.max(1, Math.min(ENTRIES_PER_BLOCK, (rows.entries() + rows.rows()) / MIN_BLOCKS + 1));
        ArrayList<Block> blocks = new ArrayList<>();
        int first = 0;
        int size = 0;
        for (int row = 0; row < rows.rows(); row++) {
            size += rows.count(row) + 1;
            if (size >= perBlock || row == rows.rows() - 1) {
                blocks.add(new Block(first, rows.slice(first, row + 1)));
                first = row + 1;
                size = 0;
            }
        }
        return blocks;
    }
}
