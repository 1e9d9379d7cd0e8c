/** Mail over SMTP as a service. */
module org.feathers4j.mailer {
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.mailer;
}
