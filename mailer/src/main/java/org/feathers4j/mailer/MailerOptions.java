package org.feathers4j.mailer;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/** Where mails go and their limits. Immutable; {@link Builder} says what each option is for. */
public final class MailerOptions {
    private final Builder from;
    private final MailAddress sender;

    private MailerOptions(Builder from, MailAddress sender) {
        this.from = from;
        this.sender = sender;
    }

    static MailerOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.copy().build();
    }

    String host() {
        return from.host;
    }

    int port() {
        return from.port == 0 ? from.security.port() : from.port;
    }

    MailSecurity security() {
        return from.security;
    }

    @Nullable
    SSLContext sslContext() {
        return from.sslContext;
    }

    /** Null when the server wants no login. */
    @Nullable
    String user() {
        return from.user;
    }

    @Nullable
    String password() {
        return from.password;
    }

    MailAddress sender() {
        return sender;
    }

    boolean allowsOtherSenders() {
        return from.otherSenders;
    }

    boolean allowsClients() {
        return from.clients;
    }

    Duration connectTimeout() {
        return from.connectTimeout;
    }

    Duration timeout() {
        return from.timeout;
    }

    int maxRecipients() {
        return from.maxRecipients;
    }

    int maxBytes() {
        return from.maxBytes;
    }

    int maxConnections() {
        return from.maxConnections;
    }

    int maxWaiting() {
        return from.maxWaiting;
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "%s://%s:%d".formatted(from.security.protocol(), from.host, port());
    }

    /** Options being set, given to the function passed to {@link Mailer#create(Consumer)}. For one thread. */
    public static final class Builder {
        private static final int MAX_PORT = 65_535;

        private String host = "127.0.0.1";
        private int port;
        private MailSecurity security = MailSecurity.START_TLS;
        private @Nullable SSLContext sslContext;
        private @Nullable String user;
        private @Nullable String password;
        private String sender = "";
        private boolean otherSenders;
        private boolean clients;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration timeout = Duration.ofSeconds(30);
        private int maxRecipients = 50;
        private int maxBytes = 1 << 20;
        private int maxConnections = 4;
        private int maxWaiting = 1000;

        private Builder() {}

        private Builder copy() {
            var copy = new Builder();
            copy.host = host;
            copy.port = port;
            copy.security = security;
            copy.sslContext = sslContext;
            copy.user = user;
            copy.password = password;
            copy.sender = sender;
            copy.otherSenders = otherSenders;
            copy.clients = clients;
            copy.connectTimeout = connectTimeout;
            copy.timeout = timeout;
            copy.maxRecipients = maxRecipients;
            copy.maxBytes = maxBytes;
            copy.maxConnections = maxConnections;
            copy.maxWaiting = maxWaiting;
            return copy;
        }

        /** The name or address of the mail server; {@code 127.0.0.1} unless set. */
        public Builder host(String value) {
            this.host = Objects.requireNonNull(value, "host");
            return this;
        }

        /** The port of the mail server, 1 to 65535; the usual one of {@link #security} unless set: 587, 465 or 25. */
        public Builder port(int value) {
            this.port = atLeast("port", value, 1);
            if (value > MAX_PORT) throw new IllegalArgumentException("port %d must be at most 65535".formatted(value));
            return this;
        }

        /** How connections are protected; {@link MailSecurity#START_TLS} unless set. The certificate must be for {@link #host}. */
        public Builder security(MailSecurity value) {
            this.security = Objects.requireNonNull(value, "security");
            return this;
        }

        /** What is trusted and, for servers that ask for it, the client's certificate; the JVM's default unless set. */
        public Builder sslContext(SSLContext value) {
            this.sslContext = Objects.requireNonNull(value, "sslContext");
            return this;
        }

        /** The login at the mail server; none unless set. Only with TLS. */
        public Builder credentials(String newUser, String newPassword) {
            this.user = Objects.requireNonNull(newUser, "user");
            this.password = Objects.requireNonNull(newPassword, "password");
            return this;
        }

        /** The sender of mails: an address, or {@code Name <address>}; to be set. */
        public Builder from(String value) {
            this.sender = Objects.requireNonNull(value, "from");
            return this;
        }

        /** Whether a mail may name another sender as {@code from}; false unless set. */
        public Builder otherSenders(boolean value) {
            this.otherSenders = value;
            return this;
        }

        /** Whether clients may send mails; false unless set, since anyone could then mail anyone in your name: add hooks that refuse. */
        public Builder clients(boolean value) {
            this.clients = value;
            return this;
        }

        /** How long connecting may take; positive, 10 s unless set. */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = positive("connectTimeout", value);
            return this;
        }

        /** How long the server may take for each answer, and for taking data; positive, 30 s unless set. */
        public Builder timeout(Duration value) {
            this.timeout = positive("timeout", value);
            return this;
        }

        /** How many recipients a mail may have with {@code to}, {@code cc} and {@code bcc} together, at least 1; 50 unless set. */
        public Builder maxRecipients(int value) {
            this.maxRecipients = atLeast("maxRecipients", value, 1);
            return this;
        }

        /** The largest {@code text} and {@code html} together, in bytes as UTF-8, at least 1; 1 MiB unless set. */
        public Builder maxBytes(int value) {
            this.maxBytes = atLeast("maxBytes", value, 1);
            return this;
        }

        /** How many mails are sent at once, each over a connection of its own, at least 1; 4 unless set. */
        public Builder maxConnections(int value) {
            this.maxConnections = atLeast("maxConnections", value, 1);
            return this;
        }

        /** How many further mails may wait for that, at least 0; 1000 unless set. */
        public Builder maxWaiting(int value) {
            this.maxWaiting = atLeast("maxWaiting", value, 0);
            return this;
        }

        private MailerOptions build() {
            if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
            if (sender.isEmpty()) throw new IllegalArgumentException("from must be set");
            if (user != null && security == MailSecurity.NONE)
                throw new IllegalArgumentException("credentials need security START_TLS or TLS");
            return new MailerOptions(this, MailAddress.of("from", sender));
        }

        private static int atLeast(String name, int value, int least) {
            if (value < least)
                throw new IllegalArgumentException("%s %d must be at least %d".formatted(name, value, least));
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (!value.isPositive() || value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE)
                throw new IllegalArgumentException("%s %s must be positive and at most 24 days".formatted(name, value));
            return value;
        }
    }
}
