package org.feathers4j.mailer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A mail as asked for, checked. Immutable. */
record Mail(
        MailAddress from,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        List<MailAddress> replyTo,
        String subject,
        @Nullable String text,
        @Nullable String html) {
    private static final Set<String> MEMBERS = Set.of("from", "to", "cc", "bcc", "replyTo", "subject", "text", "html");

    /** RFC 5322, 2.1.1: the longest line without its end. */
    private static final int LONGEST_SUBJECT = 998;

    private static final int MOST_REPLY_TO = 10;

    /** @throws FeathersException BadRequest, PayloadTooLarge */
    static Mail of(@Nullable Object data, MailerOptions options) {
        if (!(data instanceof Map<?, ?> given)) throw FeathersException.badRequest("A mail must be an object");
        var unknown = new TreeSet<String>();
        for (Object key : given.keySet()) if (!MEMBERS.contains(String.valueOf(key))) unknown.add(String.valueOf(key));
        if (!unknown.isEmpty()) throw FeathersException.badRequest("A mail has no '%s'", unknown.first());
        try {
            Mail mail = read(given, options);
            mail.check(options);
            return mail;
        } catch (IllegalArgumentException e) {
            throw FeathersException.badRequest("%s", e.getMessage()).withCause(e);
        }
    }

    private static Mail read(Map<?, ?> given, MailerOptions options) {
        int most = options.maxRecipients();
        return new Mail(
                sender(given.get("from"), options),
                MailAddress.all("to", given.get("to"), most),
                MailAddress.all("cc", given.get("cc"), most),
                MailAddress.all("bcc", given.get("bcc"), most),
                MailAddress.all("replyTo", given.get("replyTo"), MOST_REPLY_TO),
                subject(given.get("subject")),
                text("text", given.get("text")),
                text("html", given.get("html")));
    }

    private static MailAddress sender(@Nullable Object own, MailerOptions options) {
        if (own == null) return options.sender();
        if (!options.allowsOtherSenders()) throw FeathersException.forbidden("Mails cannot name another sender");
        List<MailAddress> all = MailAddress.all("from", own, 1);
        return all.isEmpty() ? options.sender() : all.getFirst();
    }

    private static String subject(@Nullable Object value) {
        String subject = text("subject", value);
        if (subject == null) throw new IllegalArgumentException("'subject' must be text");
        MailAddress.checkLine("subject", subject, LONGEST_SUBJECT);
        return subject;
    }

    private static @Nullable String text(String field, @Nullable Object value) {
        if (value == null) return null;
        if (value instanceof String text) return text;
        throw new IllegalArgumentException("'%s' must be text".formatted(field));
    }

    private void check(MailerOptions options) {
        if (recipients() == 0) throw new IllegalArgumentException("A mail must have 'to', 'cc' or 'bcc'");
        if (recipients() > options.maxRecipients())
            throw new IllegalArgumentException("A mail may have %d recipients".formatted(options.maxRecipients()));
        if (text == null && html == null) throw new IllegalArgumentException("A mail must have 'text' or 'html'");
        if (bytes(text) + bytes(html) > options.maxBytes())
            throw FeathersException.of(
                    ErrorKind.PAYLOAD_TOO_LARGE, "A mail may have %d bytes of 'text' and 'html'", options.maxBytes());
    }

    private static long bytes(@Nullable String value) {
        return value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
    }

    int recipients() {
        return to.size() + cc.size() + bcc.size();
    }
}
