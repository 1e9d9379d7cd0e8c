package org.feathers4j.examples.todos;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Plugin;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;

/** Who may look and change: users with a password, in a table. Everybody may sign up. */
final class Accounts implements Plugin<AuthenticationService> {
    /** The page shows these, so that one can begin. */
    private static final Map<String, Object> GUEST = Map.of("email", "guest@example.com", "password", "guest");

    @Override
    public AuthenticationService configure(Application app) {
        SqlDatabase database = app.configure(SqlDatabase.create());
        Tables.users(database);
        app.use("users", SqlService.create(o -> o.database(database).table("users")));
        app.service("users")
                .hooks(h -> h.before(CommonHooks.unless(
                                context -> context.method().equals("create"),
                                AuthenticationHooks.authenticate("jwt"),
                                AuthenticationHooks.owner()))
                        .before(AuthenticationHooks.hashPassword("password"))
                        .after(AuthenticationHooks.protect("password")));
        var authentication = AuthenticationService.create(
                app,
                o -> o.secret(secret())
                        .entity("user", "users")
                        .strategy("jwt", new JwtStrategy())
                        .local(l -> l.usernameField("email").passwordField("password")));
        app.use("authentication", authentication);
        return authentication;
    }

    /** The user that the page shows, unless there is one already. */
    static void addGuest(Application app) {
        Tables.patiently(() -> {
            Object found = app.service("users").find(Params.query(Map.of("email", "guest@example.com")));
            if (found instanceof List<?> users && users.isEmpty())
                app.service("users").create(GUEST);
        });
    }

    /** A new one with each start: who was logged in logs in again. A real application keeps it in its settings. */
    private static String secret() {
        var bytes = new byte[48];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
