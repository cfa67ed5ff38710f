/** How long to wait before a destination is tried again. {@code SettlementPolicy}, one package above, decides whether it is. */
@NullMarked
package serai.journal.delivery.retry;

import org.jspecify.annotations.NullMarked;
