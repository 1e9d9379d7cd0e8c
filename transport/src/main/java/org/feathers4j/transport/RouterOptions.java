package org.feathers4j.transport;

/**
 * How paths are compared.
 *
 * @param caseSensitive whether {@code Users} and {@code users} are different paths; ids are kept as they were sent in either case
 * @param decoding whether each segment is percent-decoded once after splitting. Feathers for Node never decodes, so an id {@code a b} arrives there
 *     as {@code a%20b}: switch it off to have exactly that
 */
public record RouterOptions(boolean caseSensitive, boolean decoding) {
    /** Case-sensitive, decoding. */
    public static final RouterOptions DEFAULT = new RouterOptions(true, true);

    /** These options with another {@link #caseSensitive()}. */
    public RouterOptions withCaseSensitive(boolean value) {
        return new RouterOptions(value, decoding);
    }

    /** These options with another {@link #decoding()}. */
    public RouterOptions withDecoding(boolean value) {
        return new RouterOptions(caseSensitive, value);
    }
}
