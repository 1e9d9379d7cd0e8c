package org.feathers4j.transport;

import java.util.Locale;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** Parses the Accept header. */
final class Accept {
    private Accept() {}

    /**
     * Insists that the client takes JSON.
     *
     * @throws FeathersException NotAcceptable when it does not
     */
    static void requireJson(RestRequest request) {
        if (!admitsJson(request.header("accept")))
            throw FeathersException.notAcceptable("Services answer application/json, which Accept does not admit");
    }

    /**
     * Whether the client takes JSON: by the most specific range that covers {@code application/json}, unless its weight is 0. Parameters besides the weight
     * do not count.
     *
     * @param header the Accept header; null takes everything
     */
    static boolean admitsJson(@Nullable String header) {
        if (header == null || header.isBlank()) return true;
        int best = 0;
        boolean admitted = false;
        for (String range : header.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int specificity = specificity(parts[0].trim().toLowerCase(Locale.ROOT));
            if (specificity <= best) continue;
            best = specificity;
            admitted = weight(parts) > 0;
        }
        return admitted;
    }

    private static int specificity(String type) {
        return switch (type) {
            case "application/json" -> 3;
            case "application/*" -> 2;
            case "*/*" -> 1;
            default -> 0;
        };
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (!parameter.regionMatches(true, 0, "q=", 0, 2)) continue;
            try {
                return Double.parseDouble(parameter.substring(2).trim());
            } catch (NumberFormatException e) {
                return 0; // as negotiator, the module behind Express, which reads NaN
            }
        }
        return 1;
    }
}
