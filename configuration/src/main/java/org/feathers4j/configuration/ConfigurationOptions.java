package org.feathers4j.configuration;

import java.nio.file.Path;
import java.util.Map;

import org.feathers4j.hooks.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of an application come from. Immutable; every {@code with} returns a changed copy.
 *
 * @param folder the folder with the files; by default {@code NODE_CONFIG_DIR}, else {@code config} in the working directory
 * @param environment the name of the file that overlays {@code default.json}; by default {@code FEATHERS_ENV}, else {@code NODE_CONFIG_ENV},
 *     else {@code NODE_ENV}, else {@code development}
 * @param variables the environment variables: {@code NODE_CONFIG}, {@code NODE_APP_INSTANCE}, and those that {@code custom-environment-variables.json} names; by
 *     default those of the process
 * @param schema of the settings; null for none. With coercion the text of an environment variable becomes the required number or boolean
 */
public record ConfigurationOptions(
        Path folder,
        String environment,
        Map<String, String> variables,
        @Nullable Schema schema) {
    public ConfigurationOptions {
        variables = Map.copyOf(variables);
        if (!environment.matches("[\\w.-]+"))
            throw new IllegalArgumentException(
                    "The environment '%s' is the name of a file without .json: letters, digits, dots, dashes"
                            .formatted(environment));
    }

    /** The options that the environment of this process names. */
    public static ConfigurationOptions defaults() {
        return of(System.getenv());
    }

    static ConfigurationOptions of(Map<String, String> variables) {
        String environment =
                variables.getOrDefault("NODE_CONFIG_ENV", variables.getOrDefault("NODE_ENV", "development"));
        return new ConfigurationOptions(
                Path.of(variables.getOrDefault("NODE_CONFIG_DIR", "config")),
                variables.getOrDefault("FEATHERS_ENV", environment),
                variables,
                null);
    }

    /** The same with another folder. */
    public ConfigurationOptions withFolder(Path newFolder) {
        return new ConfigurationOptions(newFolder, environment, variables, schema);
    }

    /** The same with another environment. */
    public ConfigurationOptions withEnvironment(String newEnvironment) {
        return new ConfigurationOptions(folder, newEnvironment, variables, schema);
    }

    /** The same with other environment variables. */
    public ConfigurationOptions withVariables(Map<String, String> newVariables) {
        return new ConfigurationOptions(folder, environment, newVariables, schema);
    }

    /** The same with a schema for the settings. Text becomes the number or boolean that the schema requires. */
    public ConfigurationOptions withSchema(Map<String, ? extends @Nullable Object> definition) {
        return withSchema(Schema.of(definition).withCoercion().withAllIssues());
    }

    /** The same with a schema that was made before: it coerces if the schema does. */
    public ConfigurationOptions withSchema(Schema newSchema) {
        return new ConfigurationOptions(folder, environment, variables, newSchema);
    }
}
