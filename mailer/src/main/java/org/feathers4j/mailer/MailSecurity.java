package org.feathers4j.mailer;

/** How connections to a mail server are protected; see {@link MailerOptions.Builder#security}. */
public enum MailSecurity {
    /** Plain text, for a relay on the same host. Credentials are refused with it. */
    NONE("smtp", 25),
    /** Begins as plain text and continues with TLS (STARTTLS); a server that does not offer it gets no mail. */
    START_TLS("smtp", 587),
    /** TLS from the first byte. */
    TLS("smtps", 465);

    private final String protocol;
    private final int port;

    MailSecurity(String protocol, int port) {
        this.protocol = protocol;
        this.port = port;
    }

    /** Jakarta Mail's name. */
    String protocol() {
        return protocol;
    }

    /** The port that servers usually listen on. */
    int port() {
        return port;
    }
}
