package dev.twospeed.recommender.model;

import java.io.IOException;

/**
 * A model artifact that cannot be used. The message says which file of which model, what was expected and found, and
 * what to do.
 */
public final class InvalidModel extends IOException {
    private static final long serialVersionUID = 1;

    InvalidModel(String file, String problem) {
        super("model artifact: " + file + " " + problem + "; publish the model again by running the training job");
    }
}
