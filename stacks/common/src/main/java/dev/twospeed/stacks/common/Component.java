package dev.twospeed.stacks.common;

import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A component that keeps its resources when it is renamed.
 *
 * <p>Pulumi knows a resource by its type and name below those of its component. So a component of another name has other resources: the
 * next {@code up} would make them anew and delete those of before, data and all. Whoever renames a component says here what it was called.
 */
public abstract class Component extends ComponentResource {
    /** {@code <type>::<name>} of a component, to what it was called before. */
    private static final Map<String, List<String>> FORMER = Map.of(
            "twospeed:common:GlueJobs::glue", List.of("twospeed:etl:GlueJobs::glue"),
            "twospeed:common:JobNetwork::jobs", List.of("twospeed:etl:JobNetwork::jobs"),
            "twospeed:common:JobNetwork::training-jobs", List.of("twospeed:etl:JobNetwork::training-jobs"));

    /** A component of a type, {@code twospeed:<module>:<class>}, and a name that is unique in its stack. */
    protected Component(String type, String name) {
        this(type, name, FORMER);
    }

    Component(String type, String name, Map<String, List<String>> former) {
        super(type, name, options(former.getOrDefault(type + "::" + name, List.of())));
    }

    private static ComponentResourceOptions options(List<String> former) {
        var aliases = new ArrayList<Output<Alias>>();
        for (var typeAndName : former) {
            var parts = typeAndName.split("::", 2);
            aliases.add(Output.of(Alias.builder().type(parts[0]).name(parts[1]).build()));
        }
        return ComponentResourceOptions.builder().aliases(aliases).build();
    }
}
