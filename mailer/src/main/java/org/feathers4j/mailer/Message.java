package org.feathers4j.mailer;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jspecify.annotations.Nullable;

/** A mail in its form for the wire. */
final class Message extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;

    Message(Session session, Mail mail) throws MessagingException {
        super(session);
        // Jakarta Mail's own ids tell the names of the user and of the host
        id = "<%s@%s>".formatted(UUID.randomUUID(), mail.from().domain());
        setFrom(address(mail.from()));
        setRecipients(RecipientType.TO, addresses(mail.to()));
        setRecipients(RecipientType.CC, addresses(mail.cc()));
        setRecipients(RecipientType.BCC, addresses(mail.bcc()));
        if (!mail.replyTo().isEmpty()) setReplyTo(addresses(mail.replyTo()));
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(Instant.now()));
        setBody(mail.text(), mail.html());
        saveChanges();
    }

    private void setBody(@Nullable String text, @Nullable String html) throws MessagingException {
        if (html == null) setText(text, UTF_8);
        else if (text == null) setText(html, UTF_8, "html");
        else setContent(new MimeMultipart("alternative", part(text, "plain"), part(html, "html")));
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    private static Address[] addresses(List<MailAddress> all) throws MessagingException {
        var addresses = new Address[all.size()];
        for (int i = 0; i < addresses.length; i++) addresses[i] = address(all.get(i));
        return addresses;
    }

    private static InternetAddress address(MailAddress from) throws MessagingException {
        try {
            return from.name() == null
                    ? new InternetAddress(from.address(), true)
                    : new InternetAddress(from.address(), from.name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    String id() {
        return id;
    }
}
