package org.feathers4j.authentication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an {@link AuthenticationService} as code, in place of Feathers' setting, or over it. Immutable; {@link Builder} says what each option is
 * for.
 */
public final class AuthenticationOptions {
    private final Map<String, @Nullable Object> values;
    private final Map<String, @Nullable Object> jwtOptions;
    private final Map<String, AuthenticationStrategy> strategies;

    private AuthenticationOptions(Builder from) {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(from.values));
        jwtOptions = Collections.unmodifiableMap(new LinkedHashMap<>(from.jwtOptions));
        strategies = Collections.unmodifiableMap(new LinkedHashMap<>(from.strategies));
    }

    static AuthenticationOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /** Under Feathers' keys, for a service that also reads its setting: {@code jwtOptions} replace the default ones as a whole there. */
    Map<String, @Nullable Object> over(@Nullable Object setting) {
        if (jwtOptions.isEmpty()) return values;
        var all = new LinkedHashMap<>(values);
        all.put("jwtOptions", Configuration.merged(Configuration.of(setting).jwtOptions(), jwtOptions));
        return all;
    }

    Map<String, AuthenticationStrategy> strategies() {
        return strategies;
    }

    /** Options being set, given to the function passed to {@link AuthenticationService#create(Application, Consumer)}. For one thread. */
    public static final class Builder {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> jwtOptions = new LinkedHashMap<>();
        private final Map<String, AuthenticationStrategy> strategies = new LinkedHashMap<>();

        private Builder() {}

        /**
         * The secret that signs tokens, as long as the hash of the {@link #algorithm} at least (HS256: 32 bytes), or a private key as PEM; that of the setting
         * unless set. The first one signs, all are valid, so that secrets can be rotated.
         */
        public Builder secret(String... secrets) {
            values.put("secret", OptionValues.oneOrMore("secret", secrets));
            return this;
        }

        /** The public keys of tokens that are signed with private ones, each as PEM; none unless set. */
        public Builder publicKey(String... keys) {
            values.put("publicKey", OptionValues.oneOrMore("publicKey", keys));
            return this;
        }

        /** The URL of a set of public keys (JWKS), fetched when it is needed; none unless set. */
        public Builder jwks(String url) {
            values.put("jwks", OptionValues.text("jwks", url));
            return this;
        }

        /**
         * The entity that tokens identify.
         *
         * @param name of the entity in params and results, usually {@code user}
         * @param service the path of the service that has the users
         */
        public Builder entity(String name, String service) {
            values.put("entity", OptionValues.text("entity", name));
            values.put("service", OptionValues.text("service", service));
            return this;
        }

        /** Uses no entity ({@code entity: null}): a token identifies its subject alone. */
        public Builder noEntity() {
            values.put("entity", null);
            return this;
        }

        /** The field of a user that holds its id; that of the service of the users unless set. */
        public Builder entityId(String field) {
            values.put("entityId", OptionValues.text("entityId", field));
            return this;
        }

        /** The algorithm of tokens, with the name that JSON Web Algorithms give it; {@code HS256} unless set. */
        public Builder algorithm(String name) {
            jwtOptions.put("algorithm", OptionValues.text("algorithm", name));
            return this;
        }

        /** How long a new token is valid, in whole seconds, at least one; a day unless set. */
        public Builder expiresIn(Duration value) {
            jwtOptions.put("expiresIn", OptionValues.seconds("expiresIn", value));
            return this;
        }

        /** The audience of tokens; {@code https://yourdomain.com} unless set, as in Feathers. */
        public Builder audience(String... names) {
            jwtOptions.put("audience", OptionValues.oneOrMore("audience", names));
            return this;
        }

        /** The issuer of tokens; {@code feathers} unless set, as in Feathers. */
        public Builder issuer(String name) {
            jwtOptions.put("issuer", OptionValues.text("issuer", name));
            return this;
        }

        /** The longest token that is accepted, in characters, at least 1; 8192 unless set. Not in Feathers. */
        public Builder maxTokenLength(int characters) {
            values.put("maxTokenLength", OptionValues.atLeast("maxTokenLength", characters, 1));
            return this;
        }

        /** Whether tokens that never expire are refused; false unless set. Not in Feathers. */
        public Builder requireExpiration(boolean required) {
            values.put("requireExpiration", required);
            return this;
        }

        /** A strategy that clients may log in with ({@code authStrategies}), without settings of its own. */
        public Builder strategy(String name, AuthenticationStrategy strategy) {
            if (strategies.putIfAbsent(OptionValues.text("strategy", name), strategy) != null)
                throw new IllegalArgumentException("There are two of the strategy '%s'".formatted(name));
            return this;
        }

        /**
         * A strategy that clients may log in with ({@code authStrategies}).
         *
         * @param settings of the strategy, under the names that its class lists
         */
        public Builder strategy(
                String name, AuthenticationStrategy strategy, Map<String, ? extends @Nullable Object> settings) {
            strategy(name, strategy);
            values.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(settings)));
            return this;
        }

        /** A {@link LocalStrategy} named {@code local}: {@code o.local(l -> l.usernameField("email").passwordField("password"))}. */
        public Builder local(Consumer<LocalOptions> options) {
            var local = new LocalOptions();
            options.accept(local);
            return strategy("local", new LocalStrategy(), local.settings());
        }

        /** The strategies whose requests may come in a header, in the order in which they are asked; all in the order of registration unless set. */
        public Builder parseStrategies(String... names) {
            values.put("parseStrategies", OptionValues.texts("parseStrategies", names));
            return this;
        }

        /** Another member of the configuration, for instance {@code oauth}; see {@link AuthenticationService#settings}. */
        public Builder with(String name, @Nullable Object value) {
            values.put(name, value);
            return this;
        }

        private AuthenticationOptions build() {
            if (!strategies.isEmpty()) values.put("authStrategies", new ArrayList<>(strategies.keySet()));
            return new AuthenticationOptions(this);
        }
    }
}
