/**
 * Pictures as planar float arrays: resampling, conversion to and from 8 bits. Pure. Planar means all of R, then G, then
 * B, rows from the top.
 */
package studio.unclip.inference.image;
