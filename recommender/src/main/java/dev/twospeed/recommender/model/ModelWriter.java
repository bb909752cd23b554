package dev.twospeed.recommender.model;

import dev.twospeed.recommender.model.Manifest.FileEntry;
import dev.twospeed.recommender.table.Csv;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a model artifact: items, users and fold-in in any order, then {@link #publish} writes the manifest. Before that
 * there is no model: a reader needs the manifest. Equal content gives equal bytes.
 */
public final class ModelWriter {
    static final List<String> ITEM_COLUMNS = List.of("product_code", "product_line", "popularity");
    static final List<String> USER_COLUMNS = List.of("customer");

    private final ArtifactSink sink;
    private final int rank;
    private final SortedMap<String, FileEntry> files = new TreeMap<>();
    private int items;
    private int users;
    private int neighbours;

    /** A writer of one model whose embeddings have {@code rank} numbers. */
    public ModelWriter(ArtifactSink sink, int rank) {
        if (rank < 1 || rank > Manifest.MAX_RANK) {
            throw new IllegalArgumentException("rank is " + rank + ", expected from 1 to " + Manifest.MAX_RANK);
        }
        this.sink = sink;
        this.rank = rank;
    }

    /** Writes catalogue, item factors and neighbours, whose rows are in the same order. */
    public void writeItems(List<Product> products, FloatMatrix factors, Neighbours similar) throws IOException {
        if (factors.rows() != products.size() || factors.columns() != rank || similar.size() != products.size()) {
            throw new IllegalArgumentException("writing " + products.size() + " items of rank " + rank
                    + ", but the factors are " + factors.rows() + " × " + factors.columns() + " and the neighbours of "
                    + similar.size());
        }
        try (Output out = new Output(ArtifactFiles.ITEMS)) {
            out.write(Csv.row(ITEM_COLUMNS.toArray(new String[0])));
            for (Product product : products) {
                out.write(Csv.row(product.code(), product.productLine(), Double.toString(product.popularity())));
            }
        }
        try (Output out = new Output(ArtifactFiles.ITEM_FACTORS)) {
            for (int item = 0; item < products.size(); item++) {
                out.write(factors.row(item));
            }
        }
        try (Output out = new Output(ArtifactFiles.NEIGHBOURS)) {
            for (int item = 0; item < products.size(); item++) {
                int count = similar.count(item);
                ByteBuffer row = ByteBuffer.allocate(4 + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
                row.putInt(count);
                similar.forEach(item, (neighbour, weight) -> row.putInt(neighbour));
                similar.forEach(item, (neighbour, weight) -> row.putFloat(weight));
                out.write(row.array());
            }
        }
        items = products.size();
        neighbours = similar.entries();
    }

    /** Writes the customers and their factors. */
    public void writeUsers(Iterator<UserRow> rows) throws IOException {
        users = 0;
        try (Output ids = new Output(ArtifactFiles.USERS);
                Output factors = new Output(ArtifactFiles.USER_FACTORS)) {
            ids.write(Csv.row(USER_COLUMNS.toArray(new String[0])));
            while (rows.hasNext()) {
                UserRow row = rows.next();
                if (row.factors().length != rank) {
                    throw new IllegalArgumentException(
                            "writing users of rank " + rank + ", but one has " + row.factors().length + " factors");
                }
                ids.write(Csv.row(row.customer()));
                factors.write(row.factors());
                users++;
            }
        }
    }

    /** Writes the parameters of fold-in and blend. */
    public void writeFoldIn(FoldInParameters foldIn) throws IOException {
        try (Output out = new Output(ArtifactFiles.FOLD_IN)) {
            FoldInJson.write(foldIn, out);
        }
        try (Output out = new Output(ArtifactFiles.FOLD_IN_MATRICES)) {
            out.write(foldIn.gram());
            out.write(foldIn.covariance());
            out.write(foldIn.prior().mean());
            out.write(foldIn.prior().creditSlope());
            out.write(foldIn.prior().noCreditEffect());
            for (double[] effect : foldIn.prior().countryEffects().values()) {
                out.write(effect);
            }
        }
    }

    /**
     * Writes the manifest: from now on the model exists.
     *
     * @throws IllegalStateException if items, users or fold-in have not been written
     */
    public Manifest publish(
            String version, String snapshot, Map<String, Double> metrics, Map<String, Double> hyperparameters)
            throws IOException {
        if (files.size() != 7) {
            throw new IllegalStateException("publishing model " + version + ", but only " + files.keySet()
                    + " were written: write items, users and fold-in first");
        }
        Manifest manifest = new Manifest(
                Manifest.SCHEMA_VERSION,
                version,
                rank,
                items,
                users,
                neighbours,
                snapshot,
                files,
                new TreeMap<>(metrics),
                new TreeMap<>(hyperparameters));
        try (OutputStream out = sink.create(ArtifactFiles.MANIFEST)) {
            ManifestJson.write(manifest, out);
        }
        return manifest;
    }

    /** One file being written; closing it notes its size and checksum. */
    private final class Output extends FilterOutputStream {
        private final String name;
        private final MessageDigest digest = Sha256.digest();
        private long bytes;
        private boolean closed;

        Output(String name) throws IOException {
            super(new BufferedOutputStream(sink.create(name), 1 << 16));
            this.name = name;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(float[] values) throws IOException {
            ByteBuffer row = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            row.asFloatBuffer().put(values);
            write(row.array());
        }

        void write(double[] values) throws IOException {
            ByteBuffer row = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            row.asDoubleBuffer().put(values);
            write(row.array());
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            digest.update(from, offset, length);
            bytes += length;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (!closed) {
                closed = true;
                files.put(name, new FileEntry(bytes, HexFormat.of().formatHex(digest.digest())));
            }
        }
    }
}
