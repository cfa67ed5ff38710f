/** Rules about connections: which servers Serai connects to, how it signs in there, and who may send to it. */
@NullMarked
package serai.check.connections;

import org.jspecify.annotations.NullMarked;
