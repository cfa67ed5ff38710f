/** Files and folders that hold personal data and passwords: only their owner reads and writes them, and no link leads astray. */
package serai.files;

