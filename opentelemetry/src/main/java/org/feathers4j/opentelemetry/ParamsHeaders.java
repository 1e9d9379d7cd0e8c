package org.feathers4j.opentelemetry;

import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * Carries the context of a trace in {@code params.headers}, where that of REST clients is anyway: the mesh takes it to peers of Java and Node, whatever the link.
 */
final class ParamsHeaders {
    /** The limit of W3C for all of a baggage. Longer values are none. */
    private static final int LONGEST = 8192;

    @SuppressWarnings("deprecation") // keys() has no default yet
    private static final TextMapGetter<Map<String, @Nullable Object>> READ = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, @Nullable Object> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, @Nullable Object> headers, String key) {
            return headers != null && headers.get(key) instanceof String text && text.length() <= LONGEST ? text : null;
        }
    };

    private final TextMapPropagator propagator;

    ParamsHeaders(TextMapPropagator propagator) {
        this.propagator = propagator;
    }

    /** The context with what the params carry; the given one when they carry nothing readable. */
    Context read(Context context, Params params) {
        return propagator.extract(context, params.headers(), READ);
    }

    /** The params with the context, in place of one that they carry. */
    Params write(Context context, Params params) {
        var headers = new LinkedHashMap<String, @Nullable Object>(params.headers());
        propagator.fields().forEach(headers::remove);
        propagator.inject(context, headers, (carrier, name, value) -> {
            if (carrier != null) carrier.put(name, value);
        });
        return headers.equals(params.headers()) ? params : params.with("headers", headers);
    }
}
