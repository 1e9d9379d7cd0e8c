package org.feathers4j.server;

import java.util.List;
import java.util.function.Consumer;

import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;

/** The service option with the formats of its request bodies. Pure, for any thread. */
final class BodyFormats {
    private static final String NAME = "bodies";

    private BodyFormats() {}

    static Consumer<ServiceOptions.Builder> of(BodyFormat... formats) {
        List<BodyFormat> all = List.of(formats);
        return options -> options.with(NAME, all);
    }

    /** The format that reads bodies of a type; null when there is none. */
    static @Nullable BodyFormat of(ServiceOptions options, String contentType) {
        if (!(options.option(NAME) instanceof List<?> formats)) return null;
        for (Object item : formats) if (item instanceof BodyFormat format && format.reads(contentType)) return format;
        return null;
    }
}
