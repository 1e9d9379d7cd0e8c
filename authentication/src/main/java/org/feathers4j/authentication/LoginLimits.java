package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins for each user name and each address, and refuses more than are allowed in a window. A login counts as failed until it has
 * succeeded, so that many at once are counted too. Remembers a limited number of names and addresses, and forgets the oldest; keeps digests, not names.
 *
 * <p>Safe for all threads; owner of its table, under its lock.
 */
final class LoginLimits {
    private static final int DEFAULT_ENTRIES = 100_000;

    /** @param until epoch second at which the counting begins anew */
    private record Count(long until, int failures) {}

    private final Clock clock;
    private final int perUser;
    private final int perAddress;
    private final Object window;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Count> counts;

    /** @param settings {@code perUser}, {@code perAddress}: failures allowed, none for any number; {@code window}: time span; {@code entries} */
    LoginLimits(Clock clock, Map<String, @Nullable Object> settings) {
        this.clock = clock;
        this.perUser = limit(settings.get("perUser"));
        this.perAddress = limit(settings.get("perAddress"));
        Object given = settings.get("window");
        this.window = given == null ? "15m" : given;
        TimeSpan.after(0, window, "window");
        int entries = settings.get("entries") instanceof Number number ? number.intValue() : DEFAULT_ENTRIES;
        this.counts = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > entries;
            }
        };
    }

    private static int limit(@Nullable Object setting) {
        return setting instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
    }

    /**
     * A login begins.
     *
     * @param address null when it is not known
     * @throws FeathersException TooManyRequests when there were too many failures
     */
    void begin(String user, @Nullable String address) {
        lock.lock();
        try {
            // both are checked before either counts: a refused login must not lock out another user
            if (perUser != Integer.MAX_VALUE) check(userKey(user), perUser);
            if (address != null && perAddress != Integer.MAX_VALUE) check(addressKey(address), perAddress);
            if (perUser != Integer.MAX_VALUE) count(userKey(user), 1);
            if (address != null && perAddress != Integer.MAX_VALUE) count(addressKey(address), 1);
        } finally {
            lock.unlock();
        }
    }

    /** The login succeeded: the user's count is cleared, and that of the address is as before. */
    void succeeded(String user, @Nullable String address) {
        lock.lock();
        try {
            counts.remove(userKey(user));
            if (address != null && counts.containsKey(addressKey(address))) count(addressKey(address), -1);
        } finally {
            lock.unlock();
        }
    }

    private void check(String key, int limit) {
        Count count = counts.get(key);
        long now = clock.instant().getEpochSecond();
        if (count == null || count.until() <= now || count.failures() < limit) return;
        throw FeathersException.of(
                ErrorKind.TOO_MANY_REQUESTS, "Too many failed logins: try again in %d seconds", count.until() - now);
    }

    private void count(String key, int more) {
        Count count = counts.get(key);
        long now = clock.instant().getEpochSecond();
        if (count != null && count.until() > now)
            counts.put(key, new Count(count.until(), Math.max(0, count.failures() + more)));
        else counts.put(key, new Count(TimeSpan.after(now, window, "window"), Math.max(0, more)));
    }

    int entries() {
        lock.lock();
        try {
            return counts.size();
        } finally {
            lock.unlock();
        }
    }

    private static String userKey(String user) {
        return digest("user " + user.strip().toLowerCase(Locale.ROOT));
    }

    private static String addressKey(String address) {
        return digest("address " + address);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
