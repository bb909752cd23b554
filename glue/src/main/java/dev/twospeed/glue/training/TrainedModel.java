package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.ServingModel;
import java.util.List;
import java.util.SortedMap;

/**
 * A model ready to be published.
 *
 * @param serving what answers sessions; its version is not yet that of the artifact
 * @param customers ids of the customers, in order of their rows
 * @param users an embedding a customer: the fold-in of the history
 */
record TrainedModel(
        ServingModel serving,
        List<String> customers,
        FloatMatrix users,
        Hyperparameters chosen,
        SortedMap<String, Double> metrics) {}
