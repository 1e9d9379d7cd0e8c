package org.feathers4j.springboot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.cote.CoteOptions;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.health.HealthOptions;
import org.feathers4j.micrometer.MetricsOptions;
import org.feathers4j.nats.NatsOptions;
import org.feathers4j.openapi.OpenApiOptions;
import org.feathers4j.opentelemetry.TracingOptions;
import org.feathers4j.server.ServerOptions;

/** The builders whose options are properties, and all these properties. */
final class Prefixes {
    static final Map<String, Class<?>> BUILDERS = new LinkedHashMap<>();

    static {
        BUILDERS.put("feathers.server", ServerOptions.Builder.class);
        BUILDERS.put("feathers.distribution", DistributionOptions.Builder.class);
        BUILDERS.put("feathers.cote", CoteOptions.Builder.class);
        BUILDERS.put("feathers.nats", NatsOptions.Builder.class);
        BUILDERS.put("feathers.health", HealthOptions.Builder.class);
        BUILDERS.put("feathers.metrics", MetricsOptions.Builder.class);
        BUILDERS.put("feathers.tracing", TracingOptions.Builder.class);
        BUILDERS.put("feathers.openapi", OpenApiOptions.Builder.class);
    }

    /** Of FeathersProperties, under the name that this option would have. */
    static final Set<String> ELSEWHERE = Set.of("feathers.server.port");

    /** A property: one parameter of a method of a builder. */
    record Property(String name, Option option, int parameter) {}

    private Prefixes() {}

    static List<Property> properties() {
        var all = new ArrayList<Property>();
        BUILDERS.forEach((prefix, builder) -> add(all, prefix, builder));
        all.removeIf(each -> ELSEWHERE.contains(each.name()));
        return all;
    }

    private static void add(List<Property> all, String prefix, Class<?> builder) {
        for (Option option : Option.of(builder))
            switch (option) {
                case Option.Value value -> all.add(new Property(prefix + "." + value.name(), value, 0));
                case Option.Values values -> {
                    for (int i = 0; i < values.method().getParameterCount(); i++)
                        all.add(new Property(prefix + "." + values.name(i), values, i));
                }
                case Option.Group group -> add(all, prefix + "." + group.name(), group.builder());
            }
    }
}
