/** Mail by SMTP: who signs in, which server is trusted, what is sent as which message, and how long an attempt may take. */
@NullMarked
package serai.destinations.mail;

import org.jspecify.annotations.NullMarked;
