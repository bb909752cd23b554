package dev.twospeed.local.demo;

import dev.twospeed.recommender.model.ServingModel;
import java.util.List;
import java.util.Optional;

/** Which of the products that a customer has speaks most for a recommendation: the one most similar to it. */
final class Similarity {
    private final ServingModel model;

    Similarity(ServingModel model) {
        this.model = model;
    }

    /** The most similar of some products, by codes; none if the model lists none of them as similar. */
    Optional<String> nearest(List<String> products, String recommended) {
        var target = model.indexOf(recommended);
        String[] nearest = {null};
        var strongest = new float[1];
        for (var product : products) {
            var index = model.indexOf(product);
            if (index >= 0) {
                model.neighbours().forEach(index, (neighbour, weight) -> {
                    if (neighbour == target && weight > strongest[0]) {
                        strongest[0] = weight;
                        nearest[0] = product;
                    }
                });
            }
        }
        return Optional.ofNullable(nearest[0]);
    }
}
