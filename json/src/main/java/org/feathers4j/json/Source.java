package org.feathers4j.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** A JSON text in valid UTF-8: the bytes from {@code offset} on, which nobody changes any more. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares sources
record Source(byte[] bytes, int offset, int length, JsonLimits limits) {
    /** Knows no limits: ours are stricter, differ from call to call and are checked by {@link JsonReader}. */
    private static final StreamReadConstraints NONE = StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(NONE)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(JsonLimits.DEEPEST)
                    .build())
            .errorReportConfiguration(
                    ErrorReportConfiguration.builder().maxErrorTokenLength(32).build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final String TOO_LONG = "the text is longer than %d";

    /** @throws JsonException when the text is too long or begins with something that Jackson would take for another encoding */
    static Source of(byte[] bytes, int offset, int length, JsonLimits limits) {
        if (length > limits.maxLength())
            throw JsonException.unreadable(TOO_LONG.formatted(limits.maxLength()) + " bytes", limits.maxLength());
        refuseOtherEncodings(bytes, offset, length);
        if (Utf8.isValid(bytes, offset, length)) return new Source(bytes, offset, length, limits);
        byte[] repaired = Utf8.repaired(bytes, offset, length);
        return new Source(repaired, 0, repaired.length, limits);
    }

    /** Jackson guesses UTF-16 and UTF-32 from zeros and swallows a byte order mark; JSON.parse refuses all of them. */
    private static void refuseOtherEncodings(byte[] bytes, int offset, int length) {
        for (int i = 0; i < Math.min(4, length); i++)
            if (bytes[offset + i] == 0) throw JsonException.unreadable("unexpected character U+0000", i);
        if (length >= 3
                && bytes[offset] == (byte) 0xEF
                && bytes[offset + 1] == (byte) 0xBB
                && bytes[offset + 2] == (byte) 0xBF) throw JsonException.unreadable("unexpected byte order mark", 0);
    }

    @Nullable
    Object parse() {
        try (JsonParser tokens = tokens()) {
            return new JsonReader(tokens, limits).document();
        } catch (JacksonException refused) {
            throw translated(refused);
        }
    }

    /** The same as {@link #parse()}, but objects and arrays inside stay unread: views that tell the given one when they change. */
    Object parseOneLevel(RawJson<?> view) {
        try (JsonParser tokens = tokens()) {
            return new LevelReader(tokens, this, view).read();
        } catch (JacksonException refused) {
            throw translated(refused);
        }
    }

    /** A view when it is an object or array, else the value; the whole text is checked either way. */
    @Nullable
    Object view() {
        try (JsonParser tokens = tokens()) {
            return new LevelReader(tokens, this, null).document();
        } catch (JacksonException refused) {
            throw translated(refused);
        }
    }

    /** A part of this text: an object or array. */
    Source part(int start, int end) {
        return new Source(bytes, offset + start, end - start, limits);
    }

    private JsonParser tokens() {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    static @Nullable Object parse(String text, JsonLimits limits) {
        if (text.length() > limits.maxLength())
            throw JsonException.unreadable(TOO_LONG.formatted(limits.maxLength()) + " characters", limits.maxLength());
        try (JsonParser tokens = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(tokens, limits).document();
        } catch (JacksonException refused) {
            throw translated(refused);
        }
    }

    private static JsonException translated(JacksonException refused) {
        TokenStreamLocation location = refused.getLocation();
        return JsonException.unreadable(reason(refused), location == null ? 0 : JsonReader.offset(location));
    }

    /** What Jackson says, without its second location. */
    private static String reason(JacksonException refused) {
        String message = String.valueOf(refused.getOriginalMessage());
        int more = message.indexOf(" (start marker");
        return more < 0 ? message : message.substring(0, more);
    }
}
