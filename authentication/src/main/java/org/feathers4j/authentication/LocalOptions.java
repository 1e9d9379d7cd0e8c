package org.feathers4j.authentication;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The settings of a {@link LocalStrategy} being set, see {@link AuthenticationOptions.Builder#local}. For one thread. */
public final class LocalOptions {
    private final Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> limits = new LinkedHashMap<>();

    LocalOptions() {}

    /** The field of a request, and of the user, with the user name; to be set. Dot paths allowed. */
    public LocalOptions usernameField(String field) {
        return text("usernameField", field);
    }

    /** The field of a request, and of the user, with the password; to be set. Dot paths allowed. */
    public LocalOptions passwordField(String field) {
        return text("passwordField", field);
    }

    /** The field of the user with the user name; {@link #usernameField} unless set. */
    public LocalOptions entityUsernameField(String field) {
        return text("entityUsernameField", field);
    }

    /** The field of the user with the hash of the password; {@link #passwordField} unless set. */
    public LocalOptions entityPasswordField(String field) {
        return text("entityPasswordField", field);
    }

    /** The error message of a failed login; {@code Invalid login} unless set. */
    public LocalOptions errorMessage(String message) {
        return text("errorMessage", message);
    }

    /** The cost of new bcrypt hashes, at least 4: each step doubles the time; 10 unless set. */
    public LocalOptions hashSize(int cost) {
        return number("hashSize", cost, 4);
    }

    /** How many passwords are hashed at once, at least 1; half of the cores unless set. Not in Feathers. */
    public LocalOptions hashThreads(int count) {
        return number("hashThreads", count, 1);
    }

    /** How many passwords may wait for being hashed, at least 1; a further one is Unavailable. 1000 unless set. Not in Feathers. */
    public LocalOptions maxWaiting(int count) {
        return number("maxWaiting", count, 1);
    }

    /** How many logins with one user name may fail in a {@link #window}, at least 1; any number unless set. Not in Feathers. */
    public LocalOptions failuresPerUser(int count) {
        limits.put("perUser", OptionValues.atLeast("failuresPerUser", count, 1));
        return this;
    }

    /** How many logins from one address may fail in a {@link #window}, at least 1; any number unless set. Not in Feathers. */
    public LocalOptions failuresPerAddress(int count) {
        limits.put("perAddress", OptionValues.atLeast("failuresPerAddress", count, 1));
        return this;
    }

    /** For how long failed logins count, in whole seconds, at least one; 15 minutes unless set. Not in Feathers. */
    public LocalOptions window(Duration value) {
        limits.put("window", OptionValues.seconds("window", value));
        return this;
    }

    private LocalOptions text(String name, String value) {
        settings.put(name, OptionValues.text(name, value));
        return this;
    }

    private LocalOptions number(String name, int value, int least) {
        settings.put(name, OptionValues.atLeast(name, value, least));
        return this;
    }

    /** Under Feathers' names. */
    Map<String, @Nullable Object> settings() {
        var all = new LinkedHashMap<>(settings);
        if (!limits.isEmpty()) all.put("limits", limits);
        return all;
    }
}
