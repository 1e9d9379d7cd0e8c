package org.feathers4j.json;

import java.util.function.Consumer;

/**
 * The limits on received JSON; {@link Builder} has all of them. Immutable. A text beyond any limit is refused with a {@link JsonException}.
 *
 * <pre>{@code
 * Object value = Json.parse(text, JsonLimits.create(l -> l.maxDepth(10)));
 * }</pre>
 */
public final class JsonLimits {
    /** The deepest nesting that can be set, and the deepest that is written: deeper values would overflow the stack. */
    public static final int DEEPEST = 1000;

    /** 200 levels, 100 MiB of text, strings as long as the text allows, names of 50,000 characters, numbers of 1000. */
    public static final JsonLimits DEFAULT = create(limits -> {});

    private final int maxDepth;
    private final int maxLength;
    private final int maxStringLength;
    private final int maxNameLength;
    private final int maxNumberLength;

    private JsonLimits(Builder from) {
        if (from.maxDepth < 1 || from.maxDepth > DEEPEST)
            throw new IllegalArgumentException(
                    "maxDepth %d must be between 1 and %d".formatted(from.maxDepth, DEEPEST));
        maxDepth = from.maxDepth;
        maxLength = atLeastOne("maxLength", from.maxLength);
        maxStringLength = atLeastOne("maxStringLength", from.maxStringLength);
        maxNameLength = atLeastOne("maxNameLength", from.maxNameLength);
        maxNumberLength = atLeastOne("maxNumberLength", from.maxNumberLength);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
        return value;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when a limit has a value that it cannot have
     */
    public static JsonLimits create(Consumer<Builder> change) {
        return changed(new Builder(), change);
    }

    /**
     * These limits with changes.
     *
     * @throws IllegalArgumentException when a limit has a value that it cannot have
     */
    public JsonLimits with(Consumer<Builder> change) {
        return changed(
                new Builder()
                        .maxDepth(maxDepth)
                        .maxLength(maxLength)
                        .maxStringLength(maxStringLength)
                        .maxNameLength(maxNameLength)
                        .maxNumberLength(maxNumberLength),
                change);
    }

    private static JsonLimits changed(Builder builder, Consumer<Builder> change) {
        change.accept(builder);
        return new JsonLimits(builder);
    }

    /** The most objects and arrays inside one another. */
    public int maxDepth() {
        return maxDepth;
    }

    /** The length of the longest text, in bytes (in characters when a {@code String} is read). */
    public int maxLength() {
        return maxLength;
    }

    /** The length of the longest string, in UTF-16 units. */
    public int maxStringLength() {
        return maxStringLength;
    }

    /** The length of the longest member name, in UTF-16 units. */
    public int maxNameLength() {
        return maxNameLength;
    }

    /** The length of the longest number, in characters. */
    public int maxNumberLength() {
        return maxNumberLength;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create} or {@link #with}. */
    public static final class Builder {
        private int maxDepth = 200;
        private int maxLength = 100 << 20;
        private int maxStringLength = 100 << 20;
        private int maxNameLength = 50_000;
        private int maxNumberLength = 1000;

        private Builder() {}

        /** The most objects and arrays inside one another, 1 to {@value #DEEPEST}; 200 unless set. */
        public Builder maxDepth(int value) {
            maxDepth = value;
            return this;
        }

        /** The length of the longest text, in bytes (in characters when a {@code String} is read); 100 MiB unless set. */
        public Builder maxLength(int value) {
            maxLength = value;
            return this;
        }

        /** The length of the longest string, in UTF-16 units; as long as the default text unless set. */
        public Builder maxStringLength(int value) {
            maxStringLength = value;
            return this;
        }

        /** The length of the longest member name, in UTF-16 units; 50,000 unless set. */
        public Builder maxNameLength(int value) {
            maxNameLength = value;
            return this;
        }

        /** The length of the longest number, in characters; 1000 unless set. */
        public Builder maxNumberLength(int value) {
            maxNumberLength = value;
            return this;
        }
    }

    @Override
    public String toString() {
        return "JsonLimits[maxDepth=%d, maxLength=%d, maxStringLength=%d, maxNameLength=%d, maxNumberLength=%d]"
                .formatted(maxDepth, maxLength, maxStringLength, maxNameLength, maxNumberLength);
    }
}
