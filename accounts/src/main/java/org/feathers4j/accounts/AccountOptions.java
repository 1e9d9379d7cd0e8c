package org.feathers4j.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What an {@link AccountManagement} works with. Immutable; {@link Builder} says what each option is for. */
public final class AccountOptions {
    private final Builder from;

    private AccountOptions(Builder from) {
        this.from = from;
    }

    static AccountOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new AccountOptions(builder.copy());
    }

    Notifier notifier() {
        return from.notifier;
    }

    String service() {
        return from.service;
    }

    List<String> identityFields() {
        return from.identityFields;
    }

    Duration lifetime(Purpose purpose) {
        return purpose == Purpose.VERIFY ? from.verifyLifetime : from.resetLifetime;
    }

    int shortTokenDigits() {
        return from.shortTokenDigits;
    }

    int attempts() {
        return from.attempts;
    }

    int perAccount() {
        return from.perAccount;
    }

    int perAddress() {
        return from.perAddress;
    }

    Duration window() {
        return from.window;
    }

    boolean revealsAccounts() {
        return from.reveals;
    }

    boolean resetsUnverified() {
        return from.resetsUnverified;
    }

    Clock clock() {
        return from.clock;
    }

    /** Options being set, given to the function passed to {@link AccountManagement#create}. For one thread. */
    public static final class Builder {
        private static final int MOST_DIGITS = 18;

        private Notifier notifier = notice -> {};
        private String service = "users";
        private List<String> identityFields = List.of("email");
        private Duration verifyLifetime = Duration.ofDays(5);
        private Duration resetLifetime = Duration.ofHours(2);
        private int shortTokenDigits = 6;
        private int attempts = 5;
        private int perAccount = 10;
        private int perAddress = 100;
        private Duration window = Duration.ofHours(1);
        private boolean reveals;
        private boolean resetsUnverified;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        private Builder copy() {
            var copy = new Builder();
            copy.notifier = notifier;
            copy.service = service;
            copy.identityFields = identityFields;
            copy.verifyLifetime = verifyLifetime;
            copy.resetLifetime = resetLifetime;
            copy.shortTokenDigits = shortTokenDigits;
            copy.attempts = attempts;
            copy.perAccount = perAccount;
            copy.perAddress = perAddress;
            copy.window = window;
            copy.reveals = reveals;
            copy.resetsUnverified = resetsUnverified;
            copy.clock = clock;
            return copy;
        }

        /** Who tells users; nobody unless set. */
        public Builder notifier(Notifier value) {
            this.notifier = Objects.requireNonNull(value, "notifier");
            return this;
        }

        /** The path of the service with the users, of this application; {@code users} unless set. */
        public Builder service(String path) {
            this.service = Objects.requireNonNull(path, "service");
            return this;
        }

        /** The fields by which callers name a user, each unique; {@code email} unless set. */
        public Builder identityFields(String... fields) {
            if (fields.length == 0) throw new IllegalArgumentException("identityFields must not be empty");
            this.identityFields = List.of(fields);
            return this;
        }

        /** How long tokens that verify an address are valid; at least a second, 5 days unless set. */
        public Builder verifyLifetime(Duration value) {
            this.verifyLifetime = lifetime("verifyLifetime", value);
            return this;
        }

        /** How long tokens that reset a password are valid; at least a second, 2 hours unless set. */
        public Builder resetLifetime(Duration value) {
            this.resetLifetime = lifetime("resetLifetime", value);
            return this;
        }

        /** How many digits short tokens have, 4 to 18; 6 unless set. */
        public Builder shortTokenDigits(int value) {
            if (value > MOST_DIGITS)
                throw new IllegalArgumentException("shortTokenDigits %d must be at most 18".formatted(value));
            this.shortTokenDigits = atLeast("shortTokenDigits", value, 4);
            return this;
        }

        /** How often a short token may be tried before it is void, at least 1; 5 unless set. */
        public Builder attempts(int value) {
            this.attempts = atLeast("attempts", value, 1);
            return this;
        }

        /** The maximum number of notices per account per {@link #window}; attempts with the password or a short token are limited separately to the same number. At least 1, 10 unless set. */
        public Builder perAccount(int value) {
            this.perAccount = atLeast("perAccount", value, 1);
            return this;
        }

        /** How many requests of one address pass in a {@link #window}; at least 1, 100 unless set. */
        public Builder perAddress(int value) {
            this.perAddress = atLeast("perAddress", value, 1);
            return this;
        }

        /** For how long requests count; at least a second, an hour unless set. */
        public Builder window(Duration value) {
            this.window = lifetime("window", value);
            return this;
        }

        /**
         * Whether answers may tell who has an account, as the original's do: errors name what is wrong with the account, {@code sendResetPwd} and {@code resendVerifySignup}
         * answer with the user once the notice was sent, and clients may call {@code checkUnique}. False unless set.
         */
        public Builder revealAccounts(boolean value) {
            this.reveals = value;
            return this;
        }

        /** Whether users whose address is not verified may reset their password; false unless set. */
        public Builder resetUnverified(boolean value) {
            this.resetsUnverified = value;
            return this;
        }

        /** The time for lifetimes and windows; the system's unless set. */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        private static Duration lifetime(String name, Duration value) {
            if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(3650)) > 0)
                throw new IllegalArgumentException("%s %s must be 1 s to 3650 days".formatted(name, value));
            return value;
        }

        private static int atLeast(String name, int value, int least) {
            if (value < least)
                throw new IllegalArgumentException("%s %d must be at least %d".formatted(name, value, least));
            return value;
        }
    }
}
