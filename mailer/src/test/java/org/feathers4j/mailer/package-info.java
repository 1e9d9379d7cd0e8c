/** Tests with a real SMTP server in the same process. */
@NullMarked
package org.feathers4j.mailer;

import org.jspecify.annotations.NullMarked;
