/** Makes text safe to store and to show: bounded in length, on one line, without hidden characters. */
@NullMarked
package serai.model.text;

import org.jspecify.annotations.NullMarked;
