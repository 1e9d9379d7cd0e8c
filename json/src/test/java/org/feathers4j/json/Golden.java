package org.feathers4j.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Files of recorded truth, see README.md beside them. */
final class Golden {
    private Golden() {}

    static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/" + file)) {
            if (in == null) throw new IllegalArgumentException("There is no " + file);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String file) {
        return new String(bytes(file), UTF_8).lines().toList();
    }

    /** What JavaScript would have read: of all the digits of a number those that a double has. */
    static @Nullable Object rounded(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                members.forEach((name, member) -> copy.put(name, rounded(member)));
                yield copy;
            }
            case List<?> items -> {
                var copy = new ArrayList<@Nullable Object>();
                items.forEach(item -> copy.add(rounded(item)));
                yield copy;
            }
            case BigDecimal number -> number.doubleValue();
            case BigInteger number -> number.doubleValue();
            case null -> null;
            default -> value;
        };
    }
}
