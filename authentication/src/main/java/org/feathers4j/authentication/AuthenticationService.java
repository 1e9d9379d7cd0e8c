package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Creates access tokens for callers with valid credentials, and verifies them: Feathers' service of this name
 * (packages/authentication/src/service.ts). {@code create} logs in, {@code remove} logs out.
 *
 * <pre>{@code
 * app.use("authentication", AuthenticationService.create(app, o -> o
 *     .secret(System.getenv("SECRET"))
 *     .entity("user", "users")
 *     .strategy("jwt", new JwtStrategy())
 *     .local(l -> l.usernameField("email").passwordField("password"))));
 * }</pre>
 *
 * <p>or with Feathers' settings, which may come from files:
 *
 * <pre>{@code
 * app.set("authentication", Map.of(
 *     "secret", System.getenv("SECRET"),
 *     "entity", "user", "service", "users",
 *     "authStrategies", List.of("jwt", "local"),
 *     "local", Map.of("usernameField", "email", "passwordField", "password")));
 * var authentication = new AuthenticationService(app);
 * authentication.register("jwt", new JwtStrategy());
 * authentication.register("local", new LocalStrategy());
 * app.use("authentication", authentication);
 * }</pre>
 *
 * <p>The configuration is the setting {@code authentication}, with Feathers' keys; options are written over it, and the application may change it at any time. Its secret must be as long as the hash of the
 * algorithm (HS256: 32 bytes), which {@link #setup} checks. It may be a list: the first
 * secret signs, all are valid, so that secrets can be rotated. With an {@code algorithm} for key pairs (RS256, ES256, ...) it is a private key as PEM; {@code publicKey}, one PEM or
 * a list, and {@code jwks}, a set of keys or its URL, are for applications that verify tokens. After a successful call from outside the application emits {@code login} or {@code logout} with the
 * result, the params and the hook context; a connection that logs in has {@code authentication} and the entity among its properties from then on. The service has
 * no events of its own: they would carry tokens.
 *
 * <p>Hooks may add to the params of {@code create}: {@code payload}, claims of the new token; {@code jwtOptions}, over those of the configuration;
 * {@code secret}; {@code authStrategies}, in place of those of the configuration.
 *
 * <p>Subclasses may choose the claims of a new token ({@link #payload}, {@link #tokenOptions}) and which tokens are valid ({@link #verifyAccessToken}, to refuse those that were
 * revoked). Every token is verified by that method: over REST and sockets, in handshakes and at logout.
 *
 * <p>Safe for all threads.
 */
public class AuthenticationService implements Service.Creates, Service.Removes {
    private static final String DEFAULT = "defaultAuthentication";
    private static final String AUTHENTICATION = "authentication";
    private static final String ACCESS_TOKEN = "accessToken";

    private final Application app;
    private final String configKey;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** By name, in the order of registration: immutable, replaced under the lock. */
    private volatile Map<String, AuthenticationStrategy> strategies = Map.of();
    /** Made again by any thread that finds them out of date. */
    private volatile @Nullable Made made;

    /** A service with the setting {@code authentication} as its configuration. */
    @SuppressWarnings("this-escape") // nothing of a subclass is called before the service is registered
    public AuthenticationService(Application app) {
        this(app, AUTHENTICATION, Map.of());
    }

    /**
     * A service with another setting as its configuration.
     *
     * @param configKey the name of the setting
     * @param options merged over the setting, also inside objects
     */
    @SuppressWarnings("this-escape") // nothing of a subclass is called before the service is registered
    public AuthenticationService(Application app, String configKey, Map<String, ? extends @Nullable Object> options) {
        this(app, configKey, options, Clock.systemUTC());
    }

    /**
     * For subclasses: a service with its configuration as code, see {@link #create}.
     *
     * @throws IllegalArgumentException when an option makes no sense; the message names it
     */
    @SuppressWarnings("this-escape") // nothing of a subclass is called before the service is registered
    protected AuthenticationService(Application app, Consumer<AuthenticationOptions.Builder> options) {
        this(app, AuthenticationOptions.of(options));
    }

    private AuthenticationService(Application app, AuthenticationOptions options) {
        this(app, AUTHENTICATION, options.over(app.get(AUTHENTICATION)));
        options.strategies().forEach(this::register);
    }

    /**
     * A service with its configuration as code: {@code o -> o.secret(secret).entity("user", "users").strategy("jwt", new JwtStrategy())}. Further members of
     * the setting {@code authentication} also apply, so that a secret may come from a file.
     *
     * @throws IllegalArgumentException when an option makes no sense; the message names it
     */
    public static AuthenticationService create(Application app, Consumer<AuthenticationOptions.Builder> options) {
        return new AuthenticationService(app, options);
    }

    @SuppressWarnings("this-escape") // nothing of a subclass is called before the service is registered
    AuthenticationService(
            Application app, String configKey, Map<String, ? extends @Nullable Object> options, Clock clock) {
        this.app =
                Objects.requireNonNull(app, "An application instance has to be passed to the authentication service");
        this.configKey = configKey;
        this.clock = clock;
        if (app.get(DEFAULT) == null) app.set(DEFAULT, configKey);
        app.set(configKey, Configuration.merged(app.get(configKey), options));
        new LoginEffects(this).install();
    }

    /**
     * The authentication service of an application: the first that was made for it.
     *
     * @return empty when it is not registered, or there is none
     */
    public static Optional<AuthenticationService> of(Application app) {
        Object key = app.get(DEFAULT);
        return app.services().stream()
                .map(ServiceHandle::implementation)
                .filter(service -> service instanceof AuthenticationService found && found.configKey.equals(key))
                .map(AuthenticationService.class::cast)
                .findFirst();
    }

    /** The authentication service at a path of an application; empty when another service is there, or none. */
    public static Optional<AuthenticationService> of(Application app, String path) {
        return app.find(path)
                .map(ServiceHandle::implementation)
                .filter(AuthenticationService.class::isInstance)
                .map(AuthenticationService.class::cast);
    }

    /**
     * Adds a strategy; one with the same name is replaced.
     *
     * @param name the {@code strategy} of requests
     * @throws IllegalArgumentException when the settings of the strategy make no sense
     */
    public final AuthenticationService register(String name, AuthenticationStrategy strategy) {
        strategy.registered(new StrategyContext(name, this));
        lock.lock();
        try {
            var all = new LinkedHashMap<>(strategies);
            all.put(name, strategy);
            strategies = Collections.unmodifiableMap(all);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** The strategies by name, in the order of registration: a snapshot. */
    public final Map<String, AuthenticationStrategy> strategies() {
        return strategies;
    }

    /** The application that it is for. */
    public final Application app() {
        return app;
    }

    /** The name of the setting with its configuration. */
    public final String configKey() {
        return configKey;
    }

    Configuration configuration() {
        return Configuration.of(app.get(configKey));
    }

    /** The field of an entity that holds its id. */
    String entityId() {
        Configuration configuration = configuration();
        String service = configuration.service();
        return service == null ? EntityService.USUAL_ID : configuration.entityId(new EntityService(app, service));
    }

    /** The fields of entities with the hashes of passwords. */
    List<String> passwordFields() {
        return strategies.values().stream()
                .filter(LocalStrategy.class::isInstance)
                .map(strategy -> ((LocalStrategy) strategy).passwordField())
                .toList();
    }

    Clock clock() {
        return clock;
    }

    /**
     * Checks a request for authentication with its strategy.
     *
     * @param request {@code {strategy, ...}}
     * @param params of the call
     * @param allowed the names of the strategies that may be used
     * @return the result of the strategy; for an external call with the entity as its service shows it to such a caller
     * @throws FeathersException NotAuthenticated when the credentials are not valid
     */
    public final Map<String, @Nullable Object> authenticate(
            @Nullable Object request, Params params, List<String> allowed) {
        return shown(request, found(request, params, allowed), params);
    }

    private Map<String, @Nullable Object> shown(
            @Nullable Object request, Map<String, @Nullable Object> found, Params params) {
        if (!params.isExternal()) return found;
        String strategy = String.valueOf(Configuration.object(request).get("strategy"));
        return new StrategyContext(strategy, this).shown(found, params.with("authenticated", true));
    }

    /** The complete result of the strategy. */
    Map<String, @Nullable Object> found(@Nullable Object request, Params params, List<String> allowed) {
        Map<String, @Nullable Object> asked = Configuration.object(request);
        Object name = asked.get("strategy");
        boolean isAllowed = name instanceof String text && allowed.contains(text);
        AuthenticationStrategy strategy = isAllowed ? strategies.get(name) : null;
        if (strategy == null) throw refused(name, isAllowed);
        try {
            return strategy.authenticate(asked, params.with("authenticated", true));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            throw FeathersException.from(e);
        }
    }

    private static FeathersException refused(@Nullable Object name, boolean isAllowed) {
        boolean isNamed = name != null && !name.equals("");
        String why = !isNamed ? " (no `strategy` set)" : isAllowed ? "" : " (strategy not allowed in authStrategies)";
        return FeathersException.notAuthenticated("%s", "Invalid authentication information" + why);
    }

    /**
     * A new access token.
     *
     * @param payload claims of the application's own
     * @param options over {@code jwtOptions} of the configuration: {@code subject}, {@code expiresIn}, ...
     */
    public final String createAccessToken(
            Map<String, ? extends @Nullable Object> payload, Map<String, ? extends @Nullable Object> options) {
        return tokens(options, null).sign(Configuration.object(payload));
    }

    /**
     * The claims of a valid access token.
     *
     * @param token as it was received
     * @param options over {@code jwtOptions} of the configuration: {@code audience}, {@code issuer}, {@code subject}, ...
     * @throws FeathersException NotAuthenticated, whose message names the problem
     */
    public Map<String, @Nullable Object> verifyAccessToken(
            @Nullable Object token, Map<String, ? extends @Nullable Object> options) {
        return tokens(options, null).verify(token);
    }

    private Tokens tokens(Map<String, ? extends @Nullable Object> options, @Nullable Object secret) {
        Configuration configuration = configuration();
        Map<String, @Nullable Object> all = Configuration.merged(configuration.jwtOptions(), options);
        Object algorithm = Objects.requireNonNullElse(all.get("algorithm"), "HS256");
        TokenKeys key = secret instanceof String own
                ? TokenKeys.of(configuration.withSecret(own), algorithm)
                : keys(configuration, algorithm);
        return new Tokens(clock, key, all, TokenLimits.of(configuration.values()));
    }

    /** The last ones, as long as the configuration is the same: reading keys takes time, and fetched ones are kept. */
    private TokenKeys keys(Configuration configuration, Object algorithm) {
        var from = Arrays.asList(configuration.secrets(), configuration.publicKeys(), configuration.jwks(), algorithm);
        Made present = made;
        if (present != null && present.from().equals(from)) return present.keys();
        TokenKeys keys = TokenKeys.of(configuration, algorithm);
        made = new Made(from, keys);
        return keys;
    }

    /** Keys, and what they were made from. */
    private record Made(List<@Nullable Object> from, TokenKeys keys) {
        @Override
        public String toString() {
            return keys.toString(); // the rest is secret
        }
    }

    /**
     * The configuration, for strategies in other modules: Feathers' keys, without the secret.
     *
     * @param name one of its keys
     * @return the object under that key; empty when there is none
     */
    public final Map<String, @Nullable Object> settings(String name) {
        return configuration().section(name);
    }

    /**
     * A signed text that only applications with the same secret can make, for one purpose. It is valid neither as an access token nor for another purpose. Not encrypted.
     *
     * @param purpose the {@code audience} of the text
     * @param lifetime a time span, as {@code expiresIn}
     */
    public final String seal(String purpose, Map<String, ? extends @Nullable Object> content, String lifetime) {
        return sealed(purpose, lifetime).sign(Configuration.object(content));
    }

    /**
     * The content of a text that {@link #seal} has made.
     *
     * @throws FeathersException NotAuthenticated when it was not made with our secret and for this purpose, or is too old
     */
    public final Map<String, @Nullable Object> unseal(String purpose, @Nullable Object sealed) {
        return sealed(purpose, "0s").verify(sealed);
    }

    /**
     * A keyed hash of a text, for values that are stored only to be compared, like tokens that were sent by mail. Short values cannot be brute-forced without the secret.
     * Hashes change when the first secret changes.
     *
     * @param purpose hashes for one purpose reveal nothing about those for another
     * @return base64url of 32 bytes
     */
    public final String digest(String purpose, String text) {
        TokenKeys.Secrets key =
                TokenKeys.Secrets.of(configuration().secrets(), "HS256").derived("digest " + purpose);
        return key.sign(new JWSHeader(JWSAlgorithm.HS256), text.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Tokens sealed(String purpose, String lifetime) {
        TokenKeys key = TokenKeys.Secrets.of(configuration().secrets(), "HS256").derived(purpose);
        Map<String, @Nullable Object> options = Map.of("audience", purpose, "expiresIn", lifetime);
        return new Tokens(clock, key, options, new TokenLimits(8192, true));
    }

    /** Logs in. The result has the {@code accessToken}, the result of the strategy, and the claims of the token. */
    @Override
    public final Object create(@Nullable Object data, Params params) {
        List<String> allowed = params.has("authStrategies")
                ? Configuration.texts(params.get("authStrategies"))
                : configuration().authStrategies();
        if (allowed.isEmpty())
            throw FeathersException.notAuthenticated(
                    "No authentication strategies allowed for creating a JWT (`authStrategies`)");
        Map<String, @Nullable Object> found = found(data, params, allowed);
        boolean isDone = found.get(ACCESS_TOKEN) != null
                || (LoginEffects.isHandshake(params) && isGuest(Configuration.object(data), found));
        // the subject of the token comes from the complete entity; the form for clients may lack its id
        return shown(data, isDone ? found : withToken(found, params), params);
    }

    private Map<String, @Nullable Object> withToken(Map<String, @Nullable Object> found, Params params) {
        Tokens tokens = tokens(tokenOptions(found, params), params.get("secret"));
        String token = tokens.sign(Configuration.object(payload(found, params)));
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put(ACCESS_TOKEN, token);
        result.putAll(found);
        result.put(
                AUTHENTICATION,
                Configuration.merged(found.get(AUTHENTICATION), Map.of("payload", tokens.claims(token))));
        return result;
    }

    /**
     * The claims of one's own in a new token: {@code params.payload} unless overridden.
     *
     * @param result of the strategy, with the complete entity
     * @param params of the login
     */
    protected Map<String, ? extends @Nullable Object> payload(Map<String, @Nullable Object> result, Params params) {
        return Configuration.object(params.get("payload"));
    }

    /**
     * The options of a new token, over {@code jwtOptions} of the configuration: those in the params, and the id of the entity as {@code subject}.
     *
     * @param result of the strategy, with the complete entity
     * @param params of the login
     * @throws FeathersException NotAuthenticated when the entity has no id
     */
    protected Map<String, ? extends @Nullable Object> tokenOptions(
            Map<String, @Nullable Object> result, Params params) {
        return withSubject(Configuration.merged(params.get("jwtOptions"), params.get("jwt")), result);
    }

    private Map<String, @Nullable Object> withSubject(
            Map<String, @Nullable Object> options, Map<String, @Nullable Object> found) {
        Configuration configuration = configuration();
        String entity = configuration.entity();
        String service = configuration.service();
        if (entity == null || service == null || found.get(entity) == null || options.get("subject") != null)
            return options;
        String field = configuration.entityId(new EntityService(app, service));
        Object id = Configuration.object(found.get(entity)).get(field);
        if (id == null) throw FeathersException.notAuthenticated("Can not set subject from %s.%s", entity, field);
        return Configuration.merged(options, Map.of("subject", new Id(id).text()));
    }

    /** Logs out. The id is the access token of the caller, or null. Tokens stay valid until they expire. */
    @Override
    public final Object remove(@Nullable Id id, Params params) {
        Map<String, @Nullable Object> authentication = Configuration.object(params.get(AUTHENTICATION));
        if (id != null && !id.value().equals(authentication.get(ACCESS_TOKEN)))
            throw FeathersException.notAuthenticated("Invalid access token");
        return authenticate(authentication, params, configuration().authStrategies());
    }

    /** Whether a request is for a strategy that makes tokens. */
    boolean mayLogIn(Map<String, @Nullable Object> request) {
        return configuration().authStrategies().contains(String.valueOf(request.get("strategy")));
    }

    /** Whether the result of a request identifies no user: without an entity, and without a token for one. */
    boolean isGuest(Map<String, @Nullable Object> request, Map<String, @Nullable Object> result) {
        String entity = new StrategyContext(String.valueOf(request.get("strategy")), this).entity();
        Object payload = Configuration.object(result.get(AUTHENTICATION)).get("payload");
        if (result.get(ACCESS_TOKEN) == null) return entity == null || result.get(entity) == null;
        return configuration().entity() != null && payload instanceof Map<?, ?> claims && claims.get("sub") == null;
    }

    /**
     * The credentials in the headers of a request; the first strategy of {@code parseStrategies} that finds some counts.
     *
     * @param headers names in lower case
     * @return a request for {@link #authenticate}; null when there are none
     */
    public final @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
        return parsed(strategy -> strategy.parse(headers));
    }

    /** The same for the handshake of a connection, of which strategies may read more than its headers. */
    public final @Nullable Map<String, @Nullable Object> parse(Connection connection) {
        return parsed(strategy -> strategy.parse(connection));
    }

    private @Nullable Map<String, @Nullable Object> parsed(
            Function<AuthenticationStrategy, @Nullable Map<String, @Nullable Object>> reading) {
        for (String name : configuration().parseStrategies()) {
            AuthenticationStrategy strategy = strategies.get(name);
            Map<String, @Nullable Object> request = strategy == null ? null : reading.apply(strategy);
            if (request != null) return request;
        }
        return null;
    }

    void loggedIn(Connection connection, Map<String, @Nullable Object> result) {
        strategies.values().forEach(strategy -> strategy.onLogin(connection, result));
    }

    void loggedOut(Connection connection, Map<String, @Nullable Object> result) {
        strategies.values().forEach(strategy -> strategy.onLogout(connection, result));
    }

    void disconnected(Connection connection) {
        strategies.values().forEach(strategy -> strategy.onDisconnect(connection));
    }

    /**
     * Checks the configuration.
     *
     * @throws IllegalStateException when it is not valid, for instance because a secret is missing or too short
     */
    @Override
    public final void setup(Application application, String path) {
        Configuration configuration = configuration();
        keys(
                configuration,
                Objects.requireNonNullElse(configuration.jwtOptions().get("algorithm"), "HS256"));
        if (configuration.isStateless()) return;
        String service = configuration.service();
        if (service == null)
            throw new IllegalStateException("The 'service' option is not set in the authentication configuration");
        var entities = new EntityService(app, service);
        entities.check();
        entities.warn();
        configuration.entityId(entities);
    }

    @Override
    public String toString() {
        return "AuthenticationService '%s' %s".formatted(configKey, strategies.keySet());
    }
}
