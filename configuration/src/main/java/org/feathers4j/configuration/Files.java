package org.feathers4j.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import org.feathers4j.FeathersException;
import org.feathers4j.JsonCopies;
import org.jspecify.annotations.Nullable;

/** The files and variables of a configuration, merged: later ones win. A missing file counts as empty. */
final class Files {
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(true);

    private Files() {}

    static Map<String, @Nullable Object> read(ConfigurationOptions options) {
        Config whole = ConfigFactory.empty();
        for (String name : names(options))
            whole = parse(options.folder().resolve(name + ".json")).withFallback(whole);
        var variables = new Variables(options.variables());
        Config mapping = parse(options.folder().resolve("custom-environment-variables.json"));
        ConfigObject last = ConfigValueFactory.fromMap(
                        variables.values(mapping.root().unwrapped()))
                .withFallback(variables.whole())
                .withFallback(whole);
        return JsonCopies.unmodifiable(last.unwrapped());
    }

    /** The order of config (lib/config.js, loadFileConfigs). */
    private static List<String> names(ConfigurationOptions options) {
        String instance = options.variables().getOrDefault("NODE_APP_INSTANCE", "");
        var names = new ArrayList<String>();
        for (String name : List.of("default", options.environment(), "local", "local-" + options.environment())) {
            names.add(name);
            if (instance.matches("[\\w.-]+")) names.add(name + "-" + instance);
        }
        return names;
    }

    private static Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(file.toFile(), JSON);
        } catch (ConfigException e) {
            throw FeathersException.generalError("The configuration file %s can not be read: %s", file, e.getMessage())
                    .withCause(e);
        }
    }
}
