package org.feathers4j.springboot;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.feathers4j.springboot.Prefixes.Property;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/** Every option of every builder is a property with a description, or is here with the reason why no text can hold it. */
class PropertiesTest {
    private static final Path WRITTEN =
            Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

    /** Set by a bean: an OptionsCustomizer, or one that is named here. */
    private static final Map<String, String> NO_TEXT = Map.ofEntries(
            Map.entry("feathers.server.rest.error-body", "a function"),
            Map.entry("feathers.server.rest.error-page", "a function"),
            Map.entry("feathers.server.http", "the options of Vert.x"),
            Map.entry("feathers.server.vertx", "an object"),
            Map.entry("feathers.distribution.cote", "feathers.cote.* are these options"),
            Map.entry("feathers.distribution.hooks", "a function"),
            Map.entry("feathers.distribution.link", "a bean that is a MeshLink"),
            Map.entry("feathers.distribution.load-balancer", "an object for one application"),
            Map.entry("feathers.distribution.loop", "for tests"),
            Map.entry("feathers.distribution.middlewares", "handlers"),
            Map.entry("feathers.distribution.remote-params", "a function"),
            Map.entry("feathers.distribution.remote-service-options", "a function"),
            Map.entry("feathers.distribution.remote-service-path", "a function"),
            Map.entry("feathers.cote.discovery", "an object"),
            Map.entry("feathers.nats.auth-handler", "an object"),
            Map.entry("feathers.nats.ssl-context", "an object"),
            Map.entry("feathers.metrics.registry", "the bean that is a MeterRegistry"),
            Map.entry("feathers.openapi.guard", "a handler"),
            Map.entry("feathers.openapi.service", "a function"),
            Map.entry("feathers.tracing.open-telemetry", "the bean that is an OpenTelemetry"));

    @Test
    void every_option_is_a_property_or_an_exception_with_a_reason() {
        var unread = new LinkedHashSet<String>();
        Prefixes.BUILDERS.forEach((prefix, builder) -> unread.addAll(unread(prefix, builder)));
        assertThat(unread).containsExactlyInAnyOrderElementsOf(NO_TEXT.keySet());
    }

    /** The names of options of which no overload can be read from text. */
    private static Set<String> unread(String prefix, Class<?> builder) {
        var names = new LinkedHashSet<String>();
        List<Option> read = Option.of(builder);
        Set<String> known = new LinkedHashSet<>();
        for (Option option : read) {
            known.add(option.name());
            if (option instanceof Option.Group group)
                names.addAll(unread(prefix + "." + group.name(), group.builder()));
        }
        Option.methods(builder)
                .map(Method::getName)
                .map(Option::dashed)
                .filter(name -> !known.contains(name))
                .forEach(name -> names.add(prefix + "." + name));
        return names;
    }

    @Test
    void no_two_options_have_one_name() {
        assertThat(Prefixes.properties().stream().map(Property::name)).doesNotHaveDuplicates();
    }

    @Test
    void the_metadata_are_what_the_builders_say() throws IOException {
        String made = new Metadata().text();
        if (Boolean.getBoolean("metadata.write")) Files.writeString(WRITTEN, made);
        assertThat(Files.readString(WRITTEN))
                .as("run this test with -Dmetadata.write=true to bring it up to date")
                .isEqualTo(made);
    }

    @Test
    void every_property_has_a_sentence() throws IOException {
        var metadata = new Metadata();
        for (Property property : Prefixes.properties())
            assertThat(metadata.description(property)).as(property.name()).contains(" ");
    }

    /** What the jar has, with the properties of FeathersProperties. */
    @Test
    void the_jar_describes_all_properties() throws IOException {
        String text;
        try (var file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(file).isNotNull();
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Property property : Prefixes.properties())
            assertThat(text).contains("\"name\": \"%s\"".formatted(property.name()));
        for (String each : own(FeathersProperties.class, "feathers"))
            assertThat(Pattern.compile("\"name\": \"%s\",\\s+\"type\": \"[^\"]+\",\\s+\"description\": \"\\S+ "
                                    .formatted(Pattern.quote(each)))
                            .matcher(text)
                            .find())
                    .as(each)
                    .isTrue();
    }

    private static List<String> own(Class<?> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(each -> {
                    String name = prefix + "." + Option.dashed(each.getName());
                    return each.getType().isRecord() ? own(each.getType(), name).stream() : Stream.of(name);
                })
                .toList();
    }

    @Test
    void every_property_is_read_from_text() {
        var wrong = new ArrayList<String>();
        for (Property property : Prefixes.properties()) {
            ResolvableType type =
                    ResolvableType.forType(property.option().method().getGenericParameterTypes()[property.parameter()]);
            var source = new MapConfigurationPropertySource(Map.of(property.name(), sample(type.toClass())));
            if (!new Binder(source).bind(property.name(), Bindable.of(type)).isBound()) wrong.add(property.name());
        }
        assertThat(wrong).isEmpty();
    }

    private static String sample(Class<?> type) {
        if (type.isEnum()) return type.getEnumConstants()[0].toString();
        if (type == boolean.class || type == Boolean.class) return "true";
        return type == java.time.Duration.class || type == java.time.Duration[].class ? "5s" : "1";
    }
}
