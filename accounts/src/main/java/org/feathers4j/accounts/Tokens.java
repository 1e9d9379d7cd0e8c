package org.feathers4j.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.authentication.AuthenticationService;
import org.jspecify.annotations.Nullable;

/** Makes tokens and knows them again by their keyed hashes, which are all that is stored. Safe for all threads. */
final class Tokens {
    private static final int LONG_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param fields of the user, with the hashes */
    record Made(String token, String shortToken, Map<String, @Nullable Object> fields) {}

    private final Application app;
    private final AccountOptions options;
    private final Clock clock;

    Tokens(Application app, AccountOptions options) {
        this.app = app;
        this.options = options;
        this.clock = options.clock();
    }

    Made make(Purpose purpose) {
        var bytes = new byte[LONG_BYTES];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var digits = new StringBuilder();
        for (int i = 0; i < options.shortTokenDigits(); i++) digits.append(RANDOM.nextInt(10));
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put(purpose.token(), hash(purpose, token));
        // salted: equal hashes of two users would tell that their tokens are equal
        RANDOM.nextBytes(bytes);
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        fields.put(purpose.shortToken(), salted(purpose, salt, digits.toString()));
        fields.put(purpose.expires(), clock.millis() + options.lifetime(purpose).toMillis());
        fields.put(purpose.attempts(), options.attempts());
        return new Made(token, digits.toString(), fields);
    }

    /** What a user without tokens has. */
    static Map<String, @Nullable Object> none(Purpose purpose) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put(purpose.token(), null);
        fields.put(purpose.shortToken(), null);
        fields.put(purpose.expires(), null);
        fields.put(purpose.attempts(), null);
        return fields;
    }

    /** Those that a user has, without the attempts left: attempts taken meanwhile count. */
    static Map<String, @Nullable Object> as(Map<String, @Nullable Object> user, Purpose purpose) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put(purpose.token(), user.get(purpose.token()));
        fields.put(purpose.shortToken(), user.get(purpose.shortToken()));
        fields.put(purpose.expires(), user.get(purpose.expires()));
        return fields;
    }

    /** Of a long token. */
    String hash(Purpose purpose, String token) {
        return digest(purpose + " long " + token);
    }

    private String salted(Purpose purpose, String salt, String token) {
        return salt + "." + digest(purpose + " short " + salt + " " + token);
    }

    /** Of a request's counter: of limited length, whatever the request. */
    String key(String text) {
        return digest("count " + text);
    }

    private String digest(String text) {
        return AuthenticationService.of(app)
                .orElseThrow(() -> new IllegalStateException("Accounts need an authentication service"))
                .digest("accounts", text);
    }

    boolean isShort(Purpose purpose, String token, @Nullable Object stored) {
        if (!(stored instanceof String text) || text.indexOf('.') < 0) return false;
        return areEqual(salted(purpose, text.substring(0, text.indexOf('.')), token), text);
    }

    static boolean areEqual(String one, @Nullable Object other) {
        return other instanceof String text
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isExpired(Purpose purpose, Map<String, @Nullable Object> user) {
        return !(user.get(purpose.expires()) instanceof Number at) || at.longValue() <= clock.millis();
    }

    long now() {
        return clock.millis();
    }
}
