package dev.twospeed.stacks.common;

import com.pulumi.core.Output;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack promises to the others: a record of outputs, exported flat under the names of its components.
 *
 * @param outputs a record whose components are {@code Output<String>}, {@code Output<Integer>} or {@code Output<List<String>>}
 * @param project the Pulumi project that exports it
 * @param folder where {@code pulumi up -C} finds that project; "." is the root
 * @param version raised with every change of the record
 */
public record Contract<T extends Record>(Class<T> outputs, String project, String folder, ContractVersion version) {
    static final String VERSION_OUTPUT = "contractVersion";

    /** The command that deploys the stack of this contract, in the project's root. */
    public String upCommand(String environment) {
        return "pulumi up -s " + environment + (folder.equals(".") ? "" : " -C " + folder);
    }

    List<String> names() {
        return java.util.Arrays.stream(outputs.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    Map<String, Output<?>> values(T record) {
        var values = new LinkedHashMap<String, Output<?>>();
        values.put(VERSION_OUTPUT, Output.of(version.toString()));
        for (var component : outputs.getRecordComponents()) {
            try {
                values.put(
                        component.getName(), (Output<?>) component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("reading " + component.getName() + " of " + outputs.getName(), e);
            }
        }
        return values;
    }

    /** Makes the record of what another stack exported; every value has been checked to be there. */
    T record(Map<String, ?> exported) {
        var arguments = new ArrayList<Object>();
        for (var component : outputs.getRecordComponents()) {
            arguments.add(Output.of(convert(component, exported.get(component.getName()))));
        }
        return construct(arguments);
    }

    /** The record with each value given by {@code unknown}. */
    T unknown(java.util.function.Supplier<Output<?>> unknown) {
        var arguments = new ArrayList<Object>();
        for (var ignored : outputs.getRecordComponents()) {
            arguments.add(unknown.get());
        }
        return construct(arguments);
    }

    private T construct(List<Object> arguments) {
        var types = java.util.Arrays.stream(outputs.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return outputs.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("making a " + outputs.getName() + " of stack outputs", e);
        }
    }

    private Object convert(RecordComponent component, Object value) {
        var type = valueType(component);
        if (type == Integer.class && value instanceof Number number) {
            return number.intValue();
        }
        if (type == String.class && value instanceof String) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw Faults.sentence("The stack " + project + " exports " + component.getName() + " as "
                + value.getClass().getSimpleName() + ", which is not what this program was built for: build again and "
                + "deploy that stack again.");
    }

    private static Type valueType(RecordComponent component) {
        return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }
}
