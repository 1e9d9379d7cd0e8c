package org.feathers4j.json;

/**
 * How much JSON is accepted from outside. A text beyond any of them is refused with a {@link JsonException}.
 *
 * @param maxDepth objects and arrays inside each other, 1 to {@value #DEEPEST}
 * @param maxLength length of the whole text, in bytes (characters when a {@code String} is read)
 * @param maxStringLength length of one string, in UTF-16 units
 * @param maxNameLength length of one member name, in UTF-16 units
 * @param maxNumberLength length of one number's text
 */
public record JsonLimits(int maxDepth, int maxLength, int maxStringLength, int maxNameLength, int maxNumberLength) {
    /** The deepest nesting that can be asked for, and the deepest that is written: deeper values would endanger the stack. */
    public static final int DEEPEST = 1000;

    /** 200 levels, 100 MiB of text, strings as long as the text allows, names of 50 000 characters, numbers of 1000. */
    public static final JsonLimits DEFAULT = new JsonLimits(200, 100 << 20, 100 << 20, 50_000, 1000);

    public JsonLimits {
        if (maxDepth < 1 || maxDepth > DEEPEST)
            throw new IllegalArgumentException("maxDepth %d must be between 1 and %d".formatted(maxDepth, DEEPEST));
        atLeastOne("maxLength", maxLength);
        atLeastOne("maxStringLength", maxStringLength);
        atLeastOne("maxNameLength", maxNameLength);
        atLeastOne("maxNumberLength", maxNumberLength);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    /** These limits with another {@link #maxDepth()}. */
    public JsonLimits withMaxDepth(int value) {
        return new JsonLimits(value, maxLength, maxStringLength, maxNameLength, maxNumberLength);
    }

    /** These limits with another {@link #maxLength()}. */
    public JsonLimits withMaxLength(int value) {
        return new JsonLimits(maxDepth, value, maxStringLength, maxNameLength, maxNumberLength);
    }

    /** These limits with another {@link #maxStringLength()}. */
    public JsonLimits withMaxStringLength(int value) {
        return new JsonLimits(maxDepth, maxLength, value, maxNameLength, maxNumberLength);
    }

    /** These limits with another {@link #maxNameLength()}. */
    public JsonLimits withMaxNameLength(int value) {
        return new JsonLimits(maxDepth, maxLength, maxStringLength, value, maxNumberLength);
    }

    /** These limits with another {@link #maxNumberLength()}. */
    public JsonLimits withMaxNumberLength(int value) {
        return new JsonLimits(maxDepth, maxLength, maxStringLength, maxNameLength, value);
    }
}
