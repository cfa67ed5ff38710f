/** Examines this machine: folders and how fast their disk forces, certificates in files, the process. */
@NullMarked
package serai.doctor.machine;

import org.jspecify.annotations.NullMarked;
