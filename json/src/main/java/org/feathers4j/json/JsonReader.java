package org.feathers4j.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Builds plain values from the bytes of one text, or checks them without building any. Recursive: {@link JsonLimits#DEEPEST} is limited by the stack.
 *
 * <p>The bytes are valid UTF-8 ({@link Source} sees to that), so that only ASCII characters have a meaning here.
 */
final class JsonReader {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final JsonLimits limits;
    private int at;

    JsonReader(Source source) {
        bytes = source.bytes();
        start = source.offset();
        end = start + source.length();
        limits = source.limits();
        at = start;
    }

    /** How many bytes were read. */
    int position() {
        return at - start;
    }

    /** The one value of the text. */
    @Nullable
    Object document() {
        if (isAtEnd()) throw refused("there is no value");
        Object value = value(0);
        end();
        return value;
    }

    /** There must be nothing more. */
    void end() {
        if (!isAtEnd()) throw refused("there is something after the value");
    }

    private boolean isAtEnd() {
        while (at < end && isSpace(bytes[at])) at++;
        return at == end;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }

    /** The next byte that is no white space, which is not yet taken. */
    byte next() {
        while (at < end) {
            byte octet = bytes[at];
            if (octet > ' ' || !isSpace(octet)) return octet;
            at++;
        }
        throw ended();
    }

    @Nullable
    Object value(int depth) {
        byte first = next();
        return switch (first) {
            case '"' -> string(limits.maxStringLength(), "a string");
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word(TRUE, true);
            case 'f' -> word(FALSE, false);
            case 'n' -> word(NULL, null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(first);
            default -> throw unexpected();
        };
    }

    /** Checks a value as {@link #value} does, and builds nothing. */
    void skip(int depth) {
        byte first = next();
        switch (first) {
            case '"' -> skipString(limits.maxStringLength(), "a string");
            case '{' -> skipObject(depth + 1);
            case '[' -> skipArray(depth + 1);
            case 't' -> word(TRUE, true);
            case 'f' -> word(FALSE, false);
            case 'n' -> word(NULL, null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> skipNumber(first);
            default -> throw unexpected();
        }
    }

    private Map<String, @Nullable Object> object(int depth) {
        checkDepth(depth);
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (!begins('}')) return members;
        boolean ordered = true;
        do {
            String name = name();
            ordered &= !Names.mayBeIndex(name);
            members.put(name, value(depth));
        } while (goesOn('}'));
        return ordered ? members : Names.sorted(members);
    }

    private void skipObject(int depth) {
        checkDepth(depth);
        if (!begins('}')) return;
        do {
            if (next() != '"') throw unexpected();
            skipString(limits.maxNameLength(), "a name");
            colon();
            skip(depth);
        } while (goesOn('}'));
    }

    private List<@Nullable Object> array(int depth) {
        checkDepth(depth);
        var items = new ArrayList<@Nullable Object>();
        if (!begins(']')) return items;
        do {
            items.add(value(depth));
        } while (goesOn(']'));
        return items;
    }

    private void skipArray(int depth) {
        checkDepth(depth);
        if (!begins(']')) return;
        do {
            skip(depth);
        } while (goesOn(']'));
    }

    /** Takes an opening bracket; whether there is something before the closing one, which is taken too if there is not. */
    boolean begins(char closing) {
        at++;
        if (next() != closing) return true;
        at++;
        return false;
    }

    /** Takes a comma, or the closing bracket; whether it was a comma. */
    boolean goesOn(char closing) {
        byte octet = next();
        if (octet != ',' && octet != closing) throw unexpected();
        at++;
        return octet == ',';
    }

    /** The name of a member, and the colon behind it. */
    String name() {
        if (next() != '"') throw unexpected();
        String name = shortName();
        if (name == null) name = string(limits.maxNameLength(), "a name");
        colon();
        return name;
    }

    /** Most names are short, plain, and were seen before; null, and nothing taken, when this one is not. */
    private @Nullable String shortName() {
        int from = at + 1;
        int last = Math.min(end, from + Math.min(KnownNames.LONGEST, limits.maxNameLength()) + 1);
        int hash = 0;
        for (int i = from; i < last; i++) {
            byte octet = bytes[i];
            if (octet == '"') {
                at = i + 1;
                return KnownNames.of(bytes, from, i - from, hash);
            }
            if (octet < ' ' || octet == '\\') return null;
            hash = 31 * hash + octet;
        }
        return null;
    }

    private void colon() {
        if (next() != ':') throw unexpected();
        at++;
    }

    private String string(int longest, String what) {
        int from = at + 1;
        int to = plainEnd(from);
        boolean ascii = true;
        while (to < end && bytes[to] < 0) {
            ascii = false;
            to = plainEnd(to + 1);
        }
        if (to < end && bytes[to] == '"') {
            // the length in bytes is at least that of the text
            String text =
                    new String(bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            checkLength(text.length(), longest, what);
            at = to + 1;
            return text;
        }
        return escaped(from, to, longest, what);
    }

    private String escaped(int from, int firstEscape, int longest, String what) {
        var text = new StringBuilder(firstEscape - from + 16);
        int begun = from;
        int to = firstEscape;
        while (true) {
            while (to < end && bytes[to] < 0) to = plainEnd(to + 1);
            if (begun < to) text.append(new String(bytes, begun, to - begun, StandardCharsets.UTF_8));
            checkLength(text.length(), longest, what);
            at = to;
            if (to == end) throw ended();
            if (bytes[to] == '"') break;
            text.append(escape());
            begun = at;
            to = plainEnd(begun);
        }
        at++;
        return text.toString();
    }

    private void skipString(int longest, String what) {
        int from = at + 1;
        int escapedAway = 0;
        int to = plainEnd(from);
        while (true) {
            while (to < end && bytes[to] < 0) to = plainEnd(to + 1);
            at = to;
            if (to == end) throw ended();
            if (bytes[to] == '"') break;
            int before = at;
            escape();
            escapedAway += at - before - 1;
            to = plainEnd(at);
        }
        // only strings near the limit have to be counted
        int length = to - from - escapedAway;
        if (length > longest) checkLength(length - Utf8.continuations(bytes, from, to), longest, what);
        at = to + 1;
    }

    /** Where the next byte is that is no plain ASCII of a string: a quote, a backslash, a byte above; a control character is refused. */
    private int plainEnd(int from) {
        int to = Utf8.skipPlain(bytes, from, end);
        if (to < end && bytes[to] >= 0 && bytes[to] < ' ') {
            at = to;
            throw unexpected();
        }
        return to;
    }

    /** Takes an escape sequence. */
    private char escape() {
        if (at + 1 >= end) throw endedAt(end);
        char escaped = switch (bytes[at + 1]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit(at + 2);
            default -> throw refused("unknown escape sequence");
        };
        at += bytes[at + 1] == 'u' ? 6 : 2;
        return escaped;
    }

    private char unit(int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            if (i >= end) throw endedAt(end);
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) throw refused("unknown escape sequence");
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }

    private Number number(byte first) {
        int from = at;
        int fraction = skipNumber(first);
        return fraction < 0 ? Numerals.integer(bytes, from, at - from) : Numerals.decimal(bytes, from, at - from);
    }

    /** Takes a number; negative when it has neither fraction nor exponent. */
    private int skipNumber(byte first) {
        int from = at;
        int to = first == '-' ? at + 1 : at;
        if (to < end && bytes[to] == '0') to++;
        else to = digits(to);
        int kind = -1;
        if (to < end && bytes[to] == '.') {
            to = digits(to + 1);
            kind = 1;
        }
        if (to < end && (bytes[to] == 'e' || bytes[to] == 'E')) {
            to++;
            if (to < end && (bytes[to] == '+' || bytes[to] == '-')) to++;
            to = digits(to);
            kind = 1;
        }
        checkLength(to - from, limits.maxNumberLength(), "a number");
        at = to;
        return kind;
    }

    /** Where the digits end of which there must be at least one. */
    private int digits(int from) {
        int to = from;
        while (to < end && bytes[to] >= '0' && bytes[to] <= '9') to++;
        if (to > from) return to;
        at = to;
        throw to < end ? unexpected() : ended();
    }

    private @Nullable Boolean word(byte[] word, @Nullable Boolean value) {
        int after = at + word.length;
        if (after > end) throw unexpected();
        for (int i = 1; i < word.length; i++) if (bytes[at + i] != word[i]) throw unexpected();
        if (after < end && isWordPart(bytes[after])) throw unexpected();
        at = after;
        return value;
    }

    private static boolean isWordPart(byte octet) {
        return Character.isLetterOrDigit(octet) || octet == '_' || octet == '$';
    }

    void checkDepth(int depth) {
        if (depth > limits.maxDepth()) throw refused("nested deeper than " + limits.maxDepth() + " levels");
    }

    private void checkLength(int length, int longest, String what) {
        if (length > longest) throw refused(what + " is longer than " + longest + " characters");
    }

    private JsonException ended() {
        return endedAt(end);
    }

    private JsonException endedAt(int position) {
        at = position;
        return refused("the text ends too early");
    }

    private JsonException unexpected() {
        return refused(Excerpt.of(bytes, at, end));
    }

    private JsonException refused(String reason) {
        return JsonException.unreadable(reason, position());
    }
}
