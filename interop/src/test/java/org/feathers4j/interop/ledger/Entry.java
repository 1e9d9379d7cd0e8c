package org.feathers4j.interop.ledger;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line of a history: an operation begins or ends.
 *
 * @param process who does one operation at a time; one whose operation ended in doubt does no more
 * @param time nanoseconds since the history began
 */
public record Entry(int index, long time, int process, Type type, Operation operation) {

    /** What happens to an operation. */
    public enum Type {
        /** It begins. */
        INVOKE,
        /** It was acknowledged. */
        OK,
        /** It was refused: it has not been executed and never will be. */
        FAIL,
        /** Nothing is known: it may have been executed, may still be, or never. */
        INFO
    }

    /** As {@code elle-cli} reads it, with the model {@code list-append}. */
    public String edn() {
        return "{:index %d, :time %d, :process %d, :type :%s, :f :txn, :value [%s]}"
                .formatted(index, time, process, type.name().toLowerCase(Locale.ROOT), edn(operation));
    }

    private static String edn(Operation operation) {
        return switch (operation) {
            case Operation.Append(int key, int value) -> "[:append %d %d]".formatted(key, value);
            case Operation.Read(int key, var values) ->
                "[:r %d %s]"
                        .formatted(
                                key,
                                values == null
                                        ? "nil"
                                        : values.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(" ", "[", "]")));
        };
    }
}
