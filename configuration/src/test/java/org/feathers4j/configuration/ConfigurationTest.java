package org.feathers4j.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ConfigurationTest {
    private static final String DEFAULT = """
            {"host": "localhost", "port": 3030, "public": "./public/", "origins": ["http://localhost:3030"],
             "paginate": {"default": 10, "max": 50}, "authentication": {"entity": "user", "secret": "none"}}""";

    @TempDir
    Path folder = Path.of("");

    private final Application app = Application.create();

    private void file(String name, String text) throws IOException {
        java.nio.file.Files.writeString(folder.resolve(name), text);
    }

    private Configuration configure(Map<String, String> variables) {
        return configure(variables, options -> options);
    }

    private Configuration configure(Map<String, String> variables, UnaryOperator<ConfigurationOptions> more) {
        return app.configure(Configuration.create(o ->
                more.apply(o.withFolder(folder).withEnvironment("production").withVariables(variables))));
    }

    @Test
    void every_member_of_the_file_is_a_setting_of_the_application() throws IOException {
        file("default.json", DEFAULT);
        Configuration configuration = configure(Map.of());
        assertThat(app.get("host")).isEqualTo("localhost");
        assertThat(app.get("port")).isEqualTo(3030);
        assertThat(app.get("paginate")).isEqualTo(Map.of("default", 10, "max", 50));
        assertThat(configuration.get("paginate", "max")).isEqualTo(50);
        assertThat(configuration.get("paginate", "max", "none")).isNull();
        assertThat(configuration.origins()).containsExactly("http://localhost:3030");
        assertThat(configuration.port()).isEqualTo(3030);
    }

    @Test
    void the_file_of_the_environment_overlays_members_and_replaces_lists() throws IOException {
        file("default.json", DEFAULT);
        file("production.json", """
                {"port": 80, "origins": ["https://example.com"], "paginate": {"max": 20}, "public": null}""");
        file("test.json", "{\"port\": 1}");
        Configuration configuration = configure(Map.of());
        assertThat(configuration.port()).isEqualTo(80);
        assertThat(configuration.origins()).containsExactly("https://example.com");
        assertThat(configuration.get("paginate")).isEqualTo(Map.of("default", 10, "max", 20));
        assertThat(app.get("public")).isNull();
        assertThat(configuration.host()).isEqualTo("localhost");
    }

    @Test
    void what_is_only_for_this_machine_in_this_environment_comes_after_the_rest_of_the_machine() throws IOException {
        file("default.json", DEFAULT);
        file("local.json", "{\"port\": 8080, \"host\": \"local\"}");
        file("local-production.json", "{\"port\": 8443}");
        file("local-test.json", "{\"port\": 1}");
        Configuration configuration = configure(Map.of());
        assertThat(configuration.port()).isEqualTo(8443);
        assertThat(configuration.host()).isEqualTo("local");
    }

    @Test
    void a_variable_with_a_json_object_comes_after_all_files_and_before_variables_for_one_setting() throws IOException {
        file("default.json", DEFAULT);
        file("local-production.json", "{\"port\": 8443}");
        file("custom-environment-variables.json", "{\"host\": \"HOSTNAME\"}");
        Map<String, String> variables = Map.of(
                "NODE_CONFIG", "{\"port\":4040,\"host\":\"whole\",\"paginate\":{\"max\":7}}", "HOSTNAME", "single");
        Configuration configuration = configure(variables);
        assertThat(configuration.port()).isEqualTo(4040);
        assertThat(configuration.host()).isEqualTo("single");
        assertThat(configuration.get("paginate")).isEqualTo(Map.of("default", 10, "max", 7));
        assertThat(app.get("port")).isEqualTo(4040);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\":", "[1]", "4040", "port: secret"})
    void a_variable_that_is_no_json_object_ends_the_start_without_showing_it(String text) {
        FeathersException error =
                catchThrowableOfType(FeathersException.class, () -> configure(Map.of("NODE_CONFIG", text)));
        assertThat(error.kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
        assertThat(error).hasMessage("The environment variable NODE_CONFIG is no JSON object");
    }

    @Test
    void an_empty_variable_changes_nothing() throws IOException {
        file("default.json", DEFAULT);
        assertThat(configure(Map.of("NODE_CONFIG", "")).port()).isEqualTo(3030);
    }

    @Test
    void an_instance_has_files_of_its_own() throws IOException {
        file("default.json", DEFAULT);
        file("default-2.json", "{\"port\": 3032, \"host\": \"second\"}");
        file("production.json", "{\"host\": \"production\"}");
        file("local-production-2.json", "{\"public\": \"mine\"}");
        file("local-production-3.json", "{\"public\": \"others\"}");
        Configuration configuration = configure(Map.of("NODE_APP_INSTANCE", "2"));
        assertThat(configuration.port()).isEqualTo(3032);
        assertThat(configuration.host()).isEqualTo("production");
        assertThat(configuration.get("public")).isEqualTo("mine");
    }

    @Test
    void the_variable_of_the_files_names_the_environment_before_that_of_node() {
        assertThat(ConfigurationOptions.of(Map.of("NODE_CONFIG_ENV", "staging", "NODE_ENV", "production"))
                        .environment())
                .isEqualTo("staging");
    }

    @Test
    void what_is_only_for_this_machine_comes_after_the_environment() throws IOException {
        file("default.json", DEFAULT);
        file("production.json", "{\"port\": 80}");
        file("local.json", "{\"port\": 8080}");
        assertThat(configure(Map.of()).port()).isEqualTo(8080);
    }

    @Test
    void variables_that_are_mapped_come_last_and_empty_ones_change_nothing() throws IOException {
        file("default.json", DEFAULT);
        file("production.json", "{\"port\": 80}");
        file("custom-environment-variables.json", """
                {"port": {"__name": "PORT", "__format": "number"}, "host": "HOSTNAME", "debug": {"__name": "DEBUG", "__format": "boolean"},
                 "origins": {"__name": "ORIGINS", "__format": "json"}, "a.b": "DOTTED",
                 "authentication": {"secret": "SECRET", "unset": "UNSET"}, "nothing": {"here": "UNSET"}}""");
        Configuration configuration = configure(Map.of(
                "PORT",
                "4040",
                "HOSTNAME",
                "",
                "DEBUG",
                "true",
                "ORIGINS",
                "[\"x\", 1.5]",
                "SECRET",
                "s3cret",
                "DOTTED",
                "yes",
                "OTHER",
                "ignored"));
        assertThat(configuration.port()).isEqualTo(4040);
        assertThat(configuration.host()).isEqualTo("localhost");
        assertThat(configuration.get("debug")).isEqualTo(true);
        assertThat(configuration.get("origins")).isEqualTo(List.of("x", 1.5));
        assertThat(configuration.get("authentication")).isEqualTo(Map.of("entity", "user", "secret", "s3cret"));
        assertThat(configuration.get("a.b")).isEqualTo("yes");
        assertThat(configuration.settings()).doesNotContainKeys("nothing", "OTHER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "boolean", "json"})
    void a_variable_in_another_format_is_named_but_not_told(String format) throws IOException {
        file("custom-environment-variables.json", """
                {"x": {"__name": "X", "__format": "%s"}}""".formatted(format));
        assertThatThrownBy(() -> configure(Map.of("X", "s3cret:")))
                .isInstanceOf(FeathersException.class)
                .hasMessage("The environment variable X is not in the format " + format)
                .hasNoCause();
    }

    @Test
    void a_mapping_that_makes_no_sense_is_refused() throws IOException {
        file("custom-environment-variables.json", "{\"x\": {\"__name\": \"X\", \"__format\": \"yaml\"}}");
        assertThatThrownBy(() -> configure(Map.of("X", "1"))).hasMessageContaining("not 'yaml'");
        file("custom-environment-variables.json", "{\"x\": {\"y\": 1}}");
        assertThatThrownBy(() -> configure(Map.of())).hasMessageContaining("names no variable for 'y'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\": ", "[]", "port=1", "{port: 1}"})
    void a_file_that_is_no_json_object_is_named(String text) throws IOException {
        file("default.json", text);
        assertThatThrownBy(() -> configure(Map.of()))
                .isInstanceOf(FeathersException.class)
                .hasMessageContaining("default.json can not be read");
    }

    @Test
    void without_files_there_are_no_settings_but_usual_ones() {
        Configuration configuration = configure(Map.of());
        assertThat(configuration.settings()).isEmpty();
        assertThat(configuration.port()).isEqualTo(3030);
        assertThat(configuration.host()).isEqualTo("localhost");
        assertThat(configuration.origins()).isEmpty();
    }

    @Test
    void a_schema_checks_the_whole_and_makes_numbers_of_text() throws IOException {
        file("default.json", DEFAULT);
        file("custom-environment-variables.json", "{\"port\": \"PORT\"}");
        var schema = Map.<String, @Nullable Object>of(
                "type", "object",
                "required", List.of("port", "host"),
                "properties", Map.of("port", Map.of("type", "number"), "host", Map.of("type", "string")));
        assertThat(configure(Map.of("PORT", "81"), o -> o.withSchema(schema)).get("port"))
                .isEqualTo(81);
        assertThat(app.get("port")).isEqualTo(81);
        var error = catchThrowableOfType(
                FeathersException.class, () -> configure(Map.of("PORT", "eighty"), o -> o.withSchema(schema)));
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(error).hasMessage("validation failed");
        assertThat((List<?>) error.data())
                .singleElement()
                .extracting("instancePath")
                .isEqualTo("/port");
        assertThat(app.get("port")).as("of the configuration that was valid").isEqualTo(81);
    }

    record Settings(String host, int port, Page paginate) {
        record Page(int max) {}
    }

    @Test
    void all_settings_fit_a_record() throws IOException {
        file("default.json", DEFAULT);
        assertThat(configure(Map.of()).as(Settings.class))
                .isEqualTo(new Settings("localhost", 3030, new Settings.Page(50)));
    }

    @Test
    void what_was_read_can_not_be_changed() throws IOException {
        file("default.json", DEFAULT);
        Configuration configuration = configure(Map.of());
        assertThat((List<?>) configuration.get("origins")).isUnmodifiable();
        assertThat((Map<?, ?>) configuration.get("paginate")).isUnmodifiable();
    }

    @Test
    void the_environment_says_where_to_look() {
        var unset = ConfigurationOptions.of(Map.of());
        assertThat(unset.folder()).isEqualTo(Path.of("config"));
        assertThat(unset.environment()).isEqualTo("development");
        var set = ConfigurationOptions.of(Map.of("NODE_ENV", "production", "NODE_CONFIG_DIR", "other"));
        assertThat(set.folder()).isEqualTo(Path.of("other"));
        assertThat(set.environment()).isEqualTo("production");
        assertThat(ConfigurationOptions.of(Map.of("NODE_ENV", "production", "FEATHERS_ENV", "test"))
                        .environment())
                .isEqualTo("test");
    }

    @Test
    void an_environment_leads_to_no_file_elsewhere() {
        assertThatThrownBy(() -> configure(Map.of(), o -> o.withEnvironment("../secrets")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../secrets");
    }
}
