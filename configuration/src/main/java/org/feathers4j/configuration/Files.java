package org.feathers4j.configuration;

import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** The files of a configuration, merged: later ones win. A file that is not there counts as empty. */
final class Files {
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(true);

    private Files() {}

    static Map<String, @Nullable Object> read(ConfigurationOptions options) {
        Config whole = ConfigFactory.empty();
        for (String name : List.of("default", options.environment(), "local"))
            whole = parse(options.folder().resolve(name + ".json")).withFallback(whole);
        Config variables = parse(options.folder().resolve("custom-environment-variables.json"));
        var overlay = new Variables(options.variables()).values(variables.root().unwrapped());
        ConfigObject last = ConfigValueFactory.fromMap(overlay);
        return Frozen.object(last.withFallback(whole).unwrapped());
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
