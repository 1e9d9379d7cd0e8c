package org.feathers4j.adapter;

import java.util.Map;

import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/**
 * That {@code find} answers with pages, and how large they are.
 *
 * @param defaultLimit the size of a page when the caller asks for none; null: zero, unless max is null too
 * @param max the most a caller can get; null: no bound
 */
public record Pagination(
        @Nullable Integer defaultLimit, @Nullable Integer max) {
    public Pagination {
        if ((defaultLimit != null && defaultLimit < 0) || (max != null && max < 0))
            throw new IllegalArgumentException(
                    "paginate needs sizes from 0 up, not default %s and max %s".formatted(defaultLimit, max));
    }

    /**
     * The pagination that a value of {@code params.paginate} asks for: {@code {default, max}}, true for pages of any size, or a Pagination.
     *
     * @return null for null, false and what cannot be read: plain lists
     */
    public static @Nullable Pagination of(@Nullable Object paginate) {
        return switch (paginate) {
            case Pagination pagination -> pagination;
            case Map<?, ?> sizes -> new Pagination(size(sizes.get("default")), size(sizes.get("max")));
            case Boolean pages when pages -> new Pagination(null, null);
            case null, default -> null;
        };
    }

    private static @Nullable Integer size(@Nullable Object json) {
        return json != null && JsNumbers.parse(json) instanceof Integer size ? size : null;
    }

    /**
     * The limit of a page.
     *
     * @param requested the {@code $limit} of the query as a whole number or NaN; null when there is none
     * @return what was requested if that is a number from 0 up, else the default; at most max. Without default and max the request as it is
     */
    public @Nullable Number limit(@Nullable Number requested) {
        if (defaultLimit == null && max == null) return requested;
        long wanted = defaultLimit == null ? 0 : defaultLimit;
        if (requested != null && isEffective(requested)) wanted = requested.longValue();
        return JsNumbers.whole(max == null ? wanted : Math.min(wanted, max));
    }

    /** Whether a {@code $limit} or {@code $skip} has an effect: NaN and numbers below 0 have none. */
    public static boolean isEffective(Number number) {
        return number.doubleValue() >= 0;
    }
}
