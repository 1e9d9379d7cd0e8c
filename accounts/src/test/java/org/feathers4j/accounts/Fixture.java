package org.feathers4j.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** An application with users and their accounts; keeps the notices. The time of the accounts stands still until it is moved. */
final class Fixture implements AutoCloseable {
    static final Duration PATIENCE = Patience.ofSeconds(60);
    static final String ANN = "ann@example.com";
    static final Params CLIENT = Params.of(Map.of("provider", "rest"));

    final Application app = Application.create();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    final AccountManagement accounts;

    private Fixture(boolean isSql, Consumer<AccountOptions.Builder> more) {
        app.set(
                "authentication",
                Map.of(
                        "secret",
                        "a secret that is long enough for a hash",
                        "entity",
                        "user",
                        "service",
                        "users",
                        "authStrategies",
                        List.of("jwt", "local"),
                        "jwt",
                        Map.of("passwordChangedAt", "passwordChangedAt"),
                        "local",
                        Map.of("usernameField", "email", "passwordField", "password", "hashSize", 4)));
        app.use(
                "users",
                isSql ? table() : MemoryService.create(o -> o.startId(1).multi(true)));
        app.use(
                "authentication",
                new AuthenticationService(app)
                        .register("jwt", new JwtStrategy())
                        .register("local", new LocalStrategy()));
        accounts = AccountManagement.create(app, o -> {
            o.notifier(notices::add).clock(clock());
            more.accept(o);
        });
        app.use("authManagement", accounts);
        app.service("users")
                .hooks(h -> h.around(accounts.addVerification())
                        .before(hashPassword("password"))
                        .after(protect("password")));
        app.setup();
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    static Fixture memory(Consumer<AccountOptions.Builder> more) {
        return new Fixture(false, more);
    }

    static Fixture sql(Consumer<AccountOptions.Builder> more) {
        return new Fixture(true, more);
    }

    private Service table() {
        SqlDatabase database = app.configure(SqlDatabase.create(o -> o.url("sqlite::memory:")));
        database.statements(sql -> sql.execute("""
                CREATE TABLE users (
                  id INTEGER PRIMARY KEY AUTOINCREMENT,
                  email VARCHAR(200) NOT NULL UNIQUE,
                  password VARCHAR(100) NOT NULL,
                  isVerified BOOLEAN NOT NULL,
                  verifyToken VARCHAR(50), verifyShortToken VARCHAR(100), verifyExpires BIGINT, verifyAttempts INTEGER,
                  verifyChanges JSON,
                  resetToken VARCHAR(50), resetShortToken VARCHAR(100), resetExpires BIGINT, resetAttempts INTEGER,
                  passwordChangedAt BIGINT)"""));
        return SqlService.create(o -> o.database(database).table("users"));
    }

    /** Of a client. */
    @Nullable
    Object call(String action, Object value) {
        return app.service("authManagement").create(Map.of("action", action, "value", value), CLIENT);
    }

    /** A user of whom the notice about the sign-up has been sent. */
    Notice signUp(String email) {
        int before = notices.size();
        app.service("users").create(Map.of("email", email, "password", "first"), CLIENT);
        return notice(before);
    }

    Notice verified(String email) {
        Notice notice = signUp(email);
        call("verifySignupLong", Objects.requireNonNull(notice.token()));
        notice(notices.size() - 1);
        awaitLast("verifySignup");
        return notice;
    }

    /** Waits until the last notice is one of this type. */
    void awaitLast(String type) {
        Eventually.await(PATIENCE, "the notice", () -> notices.getLast().type().equals(type));
    }

    /** The notice after the first ones, as soon as it is sent. */
    Notice notice(int before) {
        Eventually.await(PATIENCE, "a notice", () -> notices.size() > before);
        return notices.get(before);
    }

    /** The notice that an action leads to. */
    Notice after(String action, Object value) {
        int before = notices.size();
        call(action, value);
        return notice(before);
    }

    /** With everything that is stored. */
    Map<String, @Nullable Object> stored(int id) {
        return new LinkedHashMap<>(Request.object(app.service("users").get(Id.of(id), Params.empty())));
    }

    Map<String, @Nullable Object> login(String email, String password) {
        return Request.object(app.service("authentication")
                .create(Map.of("strategy", "local", "email", email, "password", password), CLIENT));
    }

    @Override
    public void close() {
        app.close();
    }
}
