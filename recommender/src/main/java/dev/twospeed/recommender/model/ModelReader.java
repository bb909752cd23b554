package dev.twospeed.recommender.model;

import dev.twospeed.recommender.table.Csv;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a model artifact and verifies it: format version, sizes, checksums, dimensions, and that every number is one.
 * Any fault is an {@link InvalidModel}; other {@link IOException}s come from the source and may pass.
 */
public final class ModelReader {
    private final ArtifactSource source;
    private final Manifest manifest;

    private ModelReader(ArtifactSource source, Manifest manifest) {
        this.source = source;
        this.manifest = manifest;
    }

    /**
     * Reads the manifest of an artifact.
     *
     * @throws InvalidModel if there is no manifest or it is of a format that is not read here
     * @throws IOException if the source cannot be read
     */
    public static ModelReader open(ArtifactSource source) throws IOException {
        Manifest manifest;
        try (InputStream in = source.open(ArtifactFiles.MANIFEST)) {
            manifest = ManifestJson.read(in);
        } catch (NoSuchFileException e) {
            throw new InvalidModel(ArtifactFiles.MANIFEST, "is missing: the artifact was not published completely");
        }
        if (manifest.schemaVersion() != Manifest.SCHEMA_VERSION) {
            throw new InvalidModel(
                    ArtifactFiles.MANIFEST,
                    "of model " + manifest.version() + " has schema version " + manifest.schemaVersion()
                            + " but this program reads " + Manifest.SCHEMA_VERSION);
        }
        return new ModelReader(source, manifest);
    }

    /** The manifest, already checked. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Reads all that answering a session needs (no users).
     *
     * @throws InvalidModel if any file is missing, damaged or inconsistent
     */
    public ServingModel readServingModel() throws IOException {
        // First: these files are small, and whoever opened all at once has them wait for no long one.
        FoldInParameters foldIn = readFoldIn();
        int rank = manifest.rank();
        List<Product> products = new ArrayList<>(manifest.items());
        float[] factors = new float[Math.multiplyExact(manifest.items(), rank)];
        int[] offsets = new int[manifest.items() + 1];
        int[] neighbours = new int[manifest.neighbours()];
        float[] weights = new float[manifest.neighbours()];
        RowConsumer<ItemRow, RuntimeException> collect = row -> {
            products.add(row.product());
            System.arraycopy(row.factors(), 0, factors, row.index() * rank, rank);
            int count = row.neighbours().length;
            int start = offsets[row.index()];
            offsets[row.index() + 1] = start + count;
            System.arraycopy(row.neighbours(), 0, neighbours, start, count);
            System.arraycopy(row.neighbourWeights(), 0, weights, start, count);
        };
        forEachItem(collect);
        return new ServingModel(
                manifest.version(),
                products,
                new FloatMatrix(manifest.items(), rank, factors),
                new Neighbours(offsets, neighbours, weights),
                foldIn);
    }

    /**
     * Hands over the items one by one in order of their indices, without holding them all. Checksums are known only at
     * the end: what was done with the rows counts only when this returns.
     *
     * @throws InvalidModel if a file is missing, damaged or inconsistent
     * @throws E if the consumer fails
     */
    public <E extends Exception> void forEachItem(RowConsumer<ItemRow, E> consumer) throws IOException, E {
        try (VerifiedFile items = VerifiedFile.open(source, manifest, ArtifactFiles.ITEMS);
                VerifiedFile factors = VerifiedFile.open(source, manifest, ArtifactFiles.ITEM_FACTORS);
                VerifiedFile neighbours = VerifiedFile.open(source, manifest, ArtifactFiles.NEIGHBOURS)) {
            CsvRows rows = new CsvRows(ArtifactFiles.ITEMS, items, ModelWriter.ITEM_COLUMNS);
            long entries = 0;
            for (int index = 0; index < manifest.items(); index++) {
                List<String> row = rows.next(index, manifest.items());
                float[] vector = new float[manifest.rank()];
                factors.floats(vector, 0, vector.length);
                int[] similar = readNeighbours(neighbours, index, entries);
                entries += similar.length;
                float[] weights = new float[similar.length];
                neighbours.floats(weights, 0, weights.length);
                Product product = new Product(row.get(0), row.get(1), rows.number(row.get(2), index));
                consumer.accept(new ItemRow(index, product, vector, similar, weights));
            }
            if (entries != manifest.neighbours()) {
                throw new InvalidModel(
                        ArtifactFiles.NEIGHBOURS, "has " + entries + " entries, expected " + manifest.neighbours());
            }
            rows.end();
            items.finish();
            factors.finish();
            neighbours.finish();
        }
    }

    /**
     * Hands over the customers one by one in order of their indices; see {@link #forEachItem}.
     *
     * @throws InvalidModel if a file is missing, damaged or inconsistent
     * @throws E if the consumer fails
     */
    public <E extends Exception> void forEachUser(RowConsumer<UserRow, E> consumer) throws IOException, E {
        try (VerifiedFile users = VerifiedFile.open(source, manifest, ArtifactFiles.USERS);
                VerifiedFile factors = VerifiedFile.open(source, manifest, ArtifactFiles.USER_FACTORS)) {
            CsvRows rows = new CsvRows(ArtifactFiles.USERS, users, ModelWriter.USER_COLUMNS);
            for (int index = 0; index < manifest.users(); index++) {
                List<String> row = rows.next(index, manifest.users());
                float[] vector = new float[manifest.rank()];
                factors.floats(vector, 0, vector.length);
                consumer.accept(new UserRow(row.get(0), vector));
            }
            rows.end();
            users.finish();
            factors.finish();
        }
    }

    /**
     * Reads the parameters of fold-in and blend.
     *
     * @throws InvalidModel if a file is missing, damaged or inconsistent
     */
    public FoldInParameters readFoldIn() throws IOException {
        int rank = manifest.rank();
        FoldInJson json;
        try (VerifiedFile file = VerifiedFile.open(source, manifest, ArtifactFiles.FOLD_IN)) {
            json = FoldInJson.read(new NotClosed(file.stream()));
            file.finish();
        }
        try (VerifiedFile file = VerifiedFile.open(source, manifest, ArtifactFiles.FOLD_IN_MATRICES)) {
            double[] gram = file.doubles(rank * rank);
            double[] covariance = file.doubles(rank * rank);
            double[] mean = file.doubles(rank);
            double[] creditSlope = file.doubles(rank);
            double[] noCredit = file.doubles(rank);
            SortedMap<String, double[]> countries = new TreeMap<>();
            for (String country : json.countries) {
                countries.put(country, file.doubles(rank));
            }
            file.finish();
            FeaturePrior prior = new FeaturePrior(
                    mean,
                    countries,
                    creditSlope,
                    noCredit,
                    json.number("log_credit_mean", -Double.MAX_VALUE),
                    json.number("log_credit_deviation", Double.MIN_NORMAL));
            return new FoldInParameters(
                    rank,
                    manifest.items(),
                    json.number("unobserved_weight", 0),
                    json.number("regularization", Double.MIN_NORMAL),
                    json.number("regularization_exponent", 0),
                    json.number("blend_weight", 0),
                    gram,
                    covariance,
                    prior);
        }
    }

    private int[] readNeighbours(VerifiedFile file, int item, long before) throws IOException {
        int count = file.read(Integer.BYTES).getInt();
        if (count < 0 || before + count > manifest.neighbours()) {
            throw new InvalidModel(
                    ArtifactFiles.NEIGHBOURS,
                    "says item " + item + " has " + count + " neighbours, more than the " + manifest.neighbours()
                            + " of the manifest");
        }
        int[] similar = new int[count];
        file.read(count * Integer.BYTES).asIntBuffer().get(similar);
        int items = manifest.items();
        for (int neighbour : similar) {
            if (neighbour < 0 || neighbour >= items) {
                throw new InvalidModel(
                        ArtifactFiles.NEIGHBOURS, "says item " + item + " has a neighbour that is no item");
            }
        }
        return similar;
    }

    /** Rows of a CSV file with a known header. */
    private static final class CsvRows {
        private final String file;
        private final BufferedReader in;

        CsvRows(String file, VerifiedFile from, List<String> header) throws IOException {
            this.file = file;
            this.in = new BufferedReader(new InputStreamReader(from.stream(), StandardCharsets.UTF_8));
            List<String> found = Csv.read(in);
            if (!header.equals(found)) {
                throw new InvalidModel(file, "has the columns " + found + ", expected " + header);
            }
        }

        List<String> next(int index, int expected) throws IOException {
            List<String> row = Csv.read(in);
            if (row == null) {
                throw new InvalidModel(file, "has " + index + " rows, expected " + expected);
            }
            return row;
        }

        double number(String text, int index) throws IOException {
            try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Answered below, as any other text that is no finite number.
            }
            throw new InvalidModel(file, "has a popularity in row " + index + " that is not a number");
        }

        void end() throws IOException {
            if (Csv.read(in) != null) {
                throw new InvalidModel(file, "has more rows than the manifest says");
            }
        }
    }

    /** Lets a JSON parser end without closing the file, which is still to be verified. */
    private static final class NotClosed extends FilterInputStream {
        NotClosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The file is closed by whoever opened it.
        }
    }
}
