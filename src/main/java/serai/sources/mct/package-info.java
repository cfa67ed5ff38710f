/** Makes learning records of events of Microsoft Community Training. */
package serai.sources.mct;
