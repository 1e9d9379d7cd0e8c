package org.feathers4j.transport;

import java.util.ArrayList;
import java.util.List;

/** The parts of a name such as {@code a[b][0]}. */
final class QueryKey {
    private static final int LONGEST_INDEX = 9;
    private static final int NO_INDEX = -1;

    private QueryKey() {}

    /**
     * The name before the first bracket, if any, and the groups with their brackets: {@code a[b][]} is {@code a}, {@code [b]}, {@code []}. What is not
     * closed is one group of its own with all its brackets.
     *
     * @throws org.feathers4j.FeathersException BadRequest when there are more groups than allowed; qs makes one literal name of those beyond the fifth
     */
    static List<String> parts(String key, QueryLimits limits) {
        var parts = new ArrayList<String>(4);
        int open = key.indexOf('[');
        if (open != 0) parts.add(open < 0 ? key : key.substring(0, open));
        for (int groups = 1; open >= 0; groups++) {
            limits.checkDepth(groups);
            int close = close(key, open);
            if (close < 0) {
                parts.add('[' + key.substring(open) + ']');
                break;
            }
            parts.add(key.substring(open, close + 1));
            open = key.indexOf('[', close + 1);
        }
        return parts;
    }

    /** Where the bracket that opens here is closed; -1 when it is not. */
    private static int close(String key, int open) {
        int level = 0;
        for (int at = open; at < key.length(); at++) {
            char c = key.charAt(at);
            if (c == '[') level++;
            else if (c == ']' && --level == 0) return at;
        }
        return -1;
    }

    /** The number that a canonical array index stands for, {@code Integer.MAX_VALUE} for longer ones, -1 for every other text. */
    static int index(String text) {
        int length = text.length();
        if (length == 0 || (length > 1 && text.charAt(0) == '0')) return NO_INDEX;
        for (int i = 0; i < length; i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return NO_INDEX;
        return length > LONGEST_INDEX ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
