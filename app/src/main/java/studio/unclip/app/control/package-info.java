/** Controls that several panels use. They know no panel and no document. */
package studio.unclip.app.control;
