package dev.twospeed.benchmarks.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param suite the topic it belongs to
 * @param name what was measured
 * @param parameters of what size, through what
 * @param unit of the values
 * @param value median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 * @param rounds how many
 * @param roofline what it can reach at best, null where nothing says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        String suite,
        String name,
        Map<String, Object> parameters,
        String unit,
        double value,
        double least,
        double most,
        int rounds,
        @Nullable Roofline roofline) {

    /**
     * What a figure can reach at best.
     *
     * @param name what bounds it
     * @param value the bound, in the figure's unit
     * @param ratio figure to bound, median over the rounds
     */
    public record Roofline(String name, double value, double ratio) {}
}
