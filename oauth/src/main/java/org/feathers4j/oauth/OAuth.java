package org.feathers4j.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.Plugin;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.authentication.AuthenticationService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins at other providers, with the routes and settings of Feathers (packages/authentication-oauth):
 * {@code GET /oauth/github} redirects the user to GitHub, which redirects back to {@code /oauth/github/callback}; from
 * there the user goes to {@code redirect} with the access token behind a {@code #}.
 *
 * <pre>{@code
 * app.set("authentication", Map.of(..., "oauth", Map.of(
 *     "redirect", "https://app.example.com/",
 *     "github", Map.of("key", "...", "secret", "..."))));
 * authentication.register("github", new OAuthStrategy());
 * app.configure(OAuth.create());
 * }</pre>
 *
 * <p>Settings under {@code authentication.oauth}: {@code redirect}; {@code origins}, the sites where logins may start;
 * {@code defaults} with {@code prefix}
 * ({@code /oauth}) and {@code origin}, our own address; and for each provider {@code key}, {@code secret}, {@code scope}, {@code custom_params}, {@code redirect_uri},
 * {@code authorize_url}, {@code access_url} and {@code profile_url}, of which the last three have defaults for github,
 * gitlab and google. State and PKCE are always used.
 *
 * <p>A provider that is asked to POST its answer ({@code "custom_params": {"response_mode": "form_post"}}) may do so;
 * the application's address must then be https for browsers.
 *
 * <p>Stateless and safe for all threads. Calls block their virtual thread while the provider answers.
 */
public final class OAuth {
    private static final Logger log = LoggerFactory.getLogger(OAuth.class);
    private static final String LOCATION = "location";

    private final Application app;
    private final AuthenticationService authentication;
    private final Caller caller;

    private OAuth(Application app, AuthenticationService authentication, OAuthOptions options) {
        this.app = app;
        this.authentication = authentication;
        this.caller = new Caller(options);
    }

    /**
     * Serves the routes of all providers in the configuration of the application's authentication service, which has to be registered before.
     *
     * @throws IllegalStateException when the application has no authentication service
     */
    public static Plugin<OAuth> create() {
        return create(options -> {});
    }

    /**
     * The same with other limits: {@code OAuth.create(o -> o.timeout(ofSeconds(5)))}.
     *
     * @throws IllegalStateException when the application has no authentication service
     */
    public static Plugin<OAuth> create(Consumer<OAuthOptions.Builder> options) {
        OAuthOptions chosen = OAuthOptions.of(options);
        return app -> {
            AuthenticationService authentication = AuthenticationService.of(app)
                    .orElseThrow(() ->
                            new IllegalStateException("An authentication service must exist before registering OAuth"));
            var oauth = new OAuth(app, authentication, chosen);
            oauth.install();
            return oauth;
        };
    }

    private void install() {
        String path = prefix() + "/:provider";
        app.use(
                path,
                Service.find(params -> Map.of()),
                o -> o.serviceEvents().hooks(h -> h.around("find", (context, next) -> begin(context))));
        app.use(
                path + "/callback",
                new Callback(),
                o -> o.serviceEvents().hooks(h -> h.around("all", (context, next) -> end(context))));
        app.lifeCycle(new LifeCycle() {
            @Override
            public void closed(Application closed) {
                caller.close();
            }
        });
    }

    /** The callback, with the provider's answer in the query or in a form. The hook does all the work. */
    private static final class Callback implements Service.Finds, Service.Creates {
        @Override
        public Object find(Params params) {
            return Map.of();
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return Map.of();
        }
    }

    private Map<String, @Nullable Object> settings() {
        return authentication.settings("oauth");
    }

    private String prefix() {
        String own = Values.text(Values.object(settings().get("defaults")).get("prefix"));
        return own == null ? "/oauth" : own;
    }

    private Flow flow(Params params) {
        String name = String.valueOf(params.route().get("provider"));
        boolean isKnown = settings().get(name) instanceof Map<?, ?>
                && !name.equals("defaults")
                && authentication.strategies().get(name) instanceof OAuthStrategy;
        if (!isKnown) throw FeathersException.notFound("No provider '%s'", name);
        String own = Values.text(Values.object(settings().get("defaults")).get("origin"));
        String origin = own == null ? "http://localhost:" + app.port() : own;
        String callback = "%s%s/%s/callback".formatted(origin, prefix(), name);
        return new Flow(Provider.of(name, Values.object(settings().get(name)), callback), caller);
    }

    /** Redirects the user to the provider. */
    private void begin(HookContext context) {
        Params params = context.params();
        Flow flow = flow(params);
        var state = new State();
        var verifier = new CodeVerifier();
        var session = new Session(
                String.valueOf(params.route().get("provider")),
                state.getValue(),
                verifier.getValue(),
                Objects.requireNonNullElse(Values.text(params.query().get("redirect")), ""),
                Values.text(params.headers().get("referer")),
                Values.text(params.query().get("feathers_token")));
        redirects()
                .with(
                        session.redirect(),
                        session.referer(),
                        "check",
                        ""); // fail now rather than after the login at the provider
        session.write(authentication, flow.provider(), context.http());
        String url = flow.authorizeUrl(state, verifier);
        context.http().location(url);
        context.result(Map.of(LOCATION, url));
    }

    private Redirects redirects() {
        return Redirects.of(settings(), app.get("origins"));
    }

    /**
     * The user returns from the provider. Errors also redirect, because a browser that shows an error as JSON is a dead
     * end.
     */
    private void end(HookContext context) {
        context.event(null); // 'created' would publish the token
        Session session = null;
        try {
            session = session(context);
            HookContext login = login(session, context);
            String token = String.valueOf(Values.object(login.result()).get("accessToken"));
            String location = redirects().with(session.redirect(), session.referer(), "access_token", token);
            answer(context, Values.object(login.shown()), location);
        } catch (RuntimeException e) {
            fail(context, session, e);
        }
    }

    /** @throws FeathersException NotAuthenticated when this browser did not start the login, or started another one */
    private Session session(HookContext context) {
        Session session = Session.read(authentication, context.params());
        checkState(session, context.params(), said(context));
        return session;
    }

    private static Map<String, @Nullable Object> said(HookContext context) {
        return Values.object(context.method().equals("find") ? context.params().query() : context.data());
    }

    private void fail(HookContext context, @Nullable Session session, RuntimeException failure) {
        FeathersException error = context.app().exposed(failure);
        if (!(failure instanceof FeathersException)) log.error("An OAuth login has failed", failure);
        String location = back(session, error);
        if (location == null) throw error;
        answer(context, error.toJson(), location);
    }

    /** The page where the login started, if it is known and still allowed; else the first allowed page. */
    private @Nullable String back(@Nullable Session session, FeathersException error) {
        Redirects redirects = redirects();
        if (session != null) {
            try {
                return redirects.with(session.redirect(), session.referer(), "error", error.message());
            } catch (FeathersException e) {
                log.debug("The page where a login started is no longer allowed", e);
            }
        }
        return redirects.with("", null, "error", error.message());
    }

    private static void answer(HookContext context, Map<String, @Nullable Object> result, @Nullable String location) {
        var all = new LinkedHashMap<>(result);
        if (location != null) {
            context.http().location(location);
            all.put(LOCATION, location);
        }
        context.result(all);
    }

    /** Checks that this browser started the login, and started this one. */
    private static void checkState(Session session, Params params, Map<String, @Nullable Object> answer) {
        byte[] expected = session.state().getBytes(StandardCharsets.UTF_8);
        byte[] said = String.valueOf(answer.get("state")).getBytes(StandardCharsets.UTF_8);
        if (!session.provider().equals(params.route().get("provider")) || !MessageDigest.isEqual(expected, said))
            throw FeathersException.notAuthenticated("The oAuth response is not for a login of this browser");
    }

    private HookContext login(Session session, HookContext context) {
        Params params = context.params();
        Flow flow = flow(params);
        Session.clear(flow.provider(), context.http());
        Map<String, @Nullable Object> answer = said(context);
        String error = Values.text(answer.get("error"));
        if (error != null) {
            String description = Values.text(answer.get("error_description"));
            throw FeathersException.notAuthenticated("%s", description == null ? error : description);
        }
        String code = Values.text(answer.get("code"));
        if (code == null) throw FeathersException.notAuthenticated("OAuth Authentication not successful");
        var login = new Login(flow.profile(flow.token(code, new CodeVerifier(session.verifier()))), session.token());
        Map<String, @Nullable Object> request = Map.of("strategy", session.provider());
        Params inside = params.without("query")
                .without("authentication")
                .with("authStrategies", List.of(session.provider()))
                .with(Login.PARAM, login);
        ServiceHandle service = handle();
        HookContext create = service.context("create", null, request, inside);
        service.run(create);
        return create;
    }

    private ServiceHandle handle() {
        return app.services().stream()
                .filter(service -> authentication.equals(service.implementation()))
                .findFirst()
                .orElseThrow(() -> FeathersException.notAuthenticated("Could not find a valid authentication service"));
    }
}
