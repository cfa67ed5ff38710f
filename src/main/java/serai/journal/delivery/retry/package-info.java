/** How long to wait before a destination is tried again. Whether it is, {@code SettlementPolicy} decides, one package above. */
@NullMarked
package serai.journal.delivery.retry;

import org.jspecify.annotations.NullMarked;
