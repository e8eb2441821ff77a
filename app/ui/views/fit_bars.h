#pragma once
// What a model would take of each place's memory: a stacked bar a place, and one legend for all.
// Parts are told apart by their order, their pattern and their words as well as by colour.
//
// Marks: model.place.N with "<name>: <needed> of <free> free", model.legend.N with the part's name
// and bytes of all places.

#include "app/session/model_fit.h"
#include "app/ui/frame.h"

namespace octant::ui {

// From the top of `area` down, as wide as it is. Returns the height drawn.
float draw_fit_bars(Frame& frame, const Rect& area, const session::ModelFit& fit);

}  // namespace octant::ui
