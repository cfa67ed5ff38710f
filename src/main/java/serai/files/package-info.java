/**
 * Files and folders that hold personal data and passwords: only their owner can read and write them, and symbolic links are not
 * followed.
 */
package serai.files;
