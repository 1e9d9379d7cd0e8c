/** Mail over SMTP: {@link org.feathers4j.mailer.Mailer} is a service whose {@code create} hands a mail to a mail server. */
@NullMarked
package org.feathers4j.mailer;

import org.jspecify.annotations.NullMarked;
